import type { Engine } from '../engine/engine.ts';
import type { PhotoFiles } from './page-app.ts';

/** Where photos' pixels lie, of an engine in this process. Asking fails with CANCELLED when the engine closes. */
export function enginePhotoFiles(engine: Engine): PhotoFiles {
  return {
    thumbFile: (photoId, edge) => engine.call(() => engine.photos.thumb(photoId, edge)),
    displayFile: (photoId) => engine.call(() => engine.photos.display(photoId)),
    tileFile: (photoId, tile) => engine.call(() => engine.photos.tile(photoId, tile)),
    videoFile: (photoId, part, fileId) => engine.call(() => engine.stacks.video(photoId, part, fileId)),
    photoFile: (photoId, fileId) => engine.call(() => engine.photos.file(photoId, fileId)),
  };
}
