import { AppError, type SearchAnswer, type SearchRequest } from '../../src-contract/index.ts';
import { client } from '../frame/client.ts';
import { i18n } from '../lib/i18n.svelte.ts';
import { type Example, imagesOf } from './examples.ts';

/** An answer, and the examples as the engine knows them now. */
export interface Asked {
  readonly answer: SearchAnswer;
  /** The same ones where it knew them all. */
  readonly renewed: readonly Example[];
}

/** Search. Images from elsewhere that the engine has forgotten are handed over once more: it keeps them for a while only, and not over a restart. */
export async function askEngine(
  asked: Omit<SearchRequest, 'images'>,
  examples: readonly Example[],
  signal: AbortSignal,
): Promise<Asked> {
  const ask = (images: readonly Example[]): Promise<SearchAnswer> =>
    client.call('search.query', { ...asked, images: imagesOf(images), speaks: i18n.spoken }, { signal });
  try {
    return { answer: await ask(examples), renewed: examples };
  } catch (error) {
    const isForgotten = error instanceof AppError && error.code === 'QUERY_IMAGE_UNREADABLE';
    if (!isForgotten || !examples.some(({ kind }) => kind === 'upload')) throw error;
    const renewed = await Promise.all(examples.map((example) => handedOver(example, signal)));
    return { answer: await ask(renewed), renewed };
  }
}

async function handedOver(example: Example, signal: AbortSignal): Promise<Example> {
  if (example.kind === 'photo') return example;
  return { ...example, ...(await client.call('search.upload', { image: example.file }, { signal })) };
}
