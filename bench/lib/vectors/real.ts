import { captionedPhotos } from '../eval-data.ts';
import { benchLibrary } from '../library.ts';
import { smallPhotos } from '../photos.ts';
import type { RealEmbeddings } from './library.ts';

/** Encode the evaluation photos and some of their captions. */
export async function realEmbeddings(captions: number): Promise<RealEmbeddings> {
  await using library = await benchLibrary();
  await library.index(...smallPhotos().folders);
  const wanted = captionedPhotos('flickr8k')
    .slice(0, captions)
    .map(({ captions: [text = ''] }) => text);
  const { vectors: texts } = await library.engine.encoder.encodeTexts(wanted);
  return { photos: [...(await library.closeAndRead()).values()], texts };
}
