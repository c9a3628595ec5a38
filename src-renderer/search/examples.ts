import type { Box, ExampleImage, PhotoExample } from '../../src-contract/index.ts';

/** An example image in the search field: a photo of the library or a part of it, or an image from elsewhere. */
export type Example =
  | { readonly kind: 'photo'; readonly photoId: number; readonly box: Box | null }
  | { readonly kind: 'upload'; readonly file: Blob; readonly url: string; readonly upload: string };

/** What a whole photo of the library is as an example. */
export function wholePhoto(photoId: number): Example {
  return { kind: 'photo', photoId, box: null };
}

/** Tells an example from the others, also after it was handed over again. */
export function exampleKey(example: Example): string {
  return example.kind === 'upload' ? example.url : `${example.photoId}:${JSON.stringify(example.box)}`;
}

/** The examples as a search names them. */
export function imagesOf(examples: readonly Example[]): ExampleImage[] {
  return examples.map((example) => (example.kind === 'photo' ? photoExample(example) : { upload: example.upload }));
}

/** Those that can be kept with a search: the engine forgets images that were handed over. */
export function keptImages(examples: readonly Example[]): PhotoExample[] {
  return examples.filter((example) => example.kind === 'photo').map(photoExample);
}

/** Parts of photos of the library among examples. */
export function partsOf(examples: readonly Example[]): PhotoExample[] {
  return keptImages(examples).filter(({ box }) => box !== undefined);
}

/** Each once: to show the same part twice is no more than to show it. */
export function examplesOf(images: readonly PhotoExample[]): Example[] {
  const examples = images.map(({ photoId, box }): Example => ({ kind: 'photo', photoId, box: box ?? null }));
  return [...new Map(examples.map((example) => [exampleKey(example), example])).values()];
}

/** Examples that were put away: the addresses of images from elsewhere were given back. */
export function shownAgain(examples: readonly Example[]): Example[] {
  return examples.map((example) =>
    example.kind === 'photo' ? example : { ...example, url: URL.createObjectURL(example.file) },
  );
}

function photoExample({ photoId, box }: Extract<Example, { kind: 'photo' }>): PhotoExample {
  return box === null ? { photoId } : { photoId, box };
}
