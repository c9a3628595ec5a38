import { z } from 'zod';
import { AppError } from '../../src-contract/index.ts';
import type { PhotoFiles } from '../host/page-app.ts';
import type { EngineCalls } from './engine-protocol.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';

const Thumb = z.object({ path: z.string(), contentHash: z.string() });
const Display = Thumb.extend({ contentType: z.string() });
const Photo = Thumb.extend({ format: z.string(), name: z.string() });

/** Files of photos as the engine process knows them. */
export function remotePhotoFiles(engine: Pick<EngineSupervisor, 'call'>): PhotoFiles {
  const file = async (...which: Parameters<EngineCalls['file']>): Promise<unknown> => {
    const ask = (): Promise<unknown> => engine.call((calls) => calls.file(...which));
    try {
      return await ask();
    } catch (error) {
      if (AppError.from(error).code !== 'CANCELLED') throw error;
      // The engine died meanwhile. A page does not ask again for a picture that it did not get; the next engine is asked.
      return ask();
    }
  };
  return {
    thumbFile: async (photoId) => Thumb.parse(await file('thumbFile', photoId)),
    displayFile: async (photoId) => Display.parse(await file('displayFile', photoId)),
    photoFile: async (photoId, fileId) => Photo.parse(await file('photoFile', photoId, fileId)),
  };
}
