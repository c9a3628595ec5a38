import { z } from 'zod';
import type { PhotoFiles } from '../host/page-app.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';

const Thumb = z.object({ path: z.string(), contentHash: z.string() });
const Display = Thumb.extend({ contentType: z.string() });
const Photo = Thumb.extend({ format: z.string(), name: z.string() });

/** Files of photos as the engine process knows them. */
export function remotePhotoFiles(engine: Pick<EngineSupervisor, 'call'>): PhotoFiles {
  return {
    thumbFile: async (photoId) => Thumb.parse(await engine.call((calls) => calls.file('thumbFile', photoId))),
    displayFile: async (photoId) => Display.parse(await engine.call((calls) => calls.file('displayFile', photoId))),
    photoFile: async (photoId) => Photo.parse(await engine.call((calls) => calls.file('photoFile', photoId))),
  };
}
