import { z } from 'zod';
import { AppError } from '../../src-contract/index.ts';
import type { Reply } from '../core/encoder-protocol.ts';
import type { PhotoFiles } from '../host/page-app.ts';
import type { EngineCalls } from './engine-protocol.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';

const Thumb = z.object({ path: z.string(), contentHash: z.string() });
const Display = Thumb.extend({ contentType: z.string() });
const Video = z.object({
  path: z.string(),
  contentHash: z.string().nullable(),
  span: z.object({ start: z.number(), end: z.number() }).nullable(),
});
const Photo = Thumb.extend({ format: z.string(), name: z.string() });

/** Files of photos as the engine process knows them. */
export function remotePhotoFiles(engine: Pick<EngineSupervisor, 'call'>): PhotoFiles {
  const file = async (call: (calls: EngineCalls) => Promise<Reply<unknown>>): Promise<unknown> => {
    const ask = (): Promise<unknown> => engine.call(call);
    try {
      return await ask();
    } catch (error) {
      if (AppError.from(error).code !== 'CANCELLED') throw error;
      // The engine died meanwhile. A page does not ask again for a picture that it did not get; the next engine is asked.
      return ask();
    }
  };
  return {
    thumbFile: async (photoId, edge) => Thumb.parse(await file((calls) => calls.thumbFile(photoId, edge))),
    displayFile: async (photoId) => Display.parse(await file((calls) => calls.file('displayFile', photoId))),
    // Cancelled it is also when another photo was wanted meanwhile, and asking again would take the turn from that.
    tileFile: async (photoId, tile) => Display.parse(await engine.call((calls) => calls.tileFile(photoId, tile))),
    videoFile: async (photoId, part, fileId) =>
      Video.parse(await file((calls) => calls.videoFile(photoId, part, fileId))),
    photoFile: async (photoId, fileId) => Photo.parse(await file((calls) => calls.file('photoFile', photoId, fileId))),
  };
}
