import { z } from 'zod';
import {
  AppError,
  type CapabilityName,
  type MethodInput,
  type MethodName,
  type MethodOutput,
  methods,
  type MethodNameOf,
} from '../../src-contract/index.ts';
import { albumsAnswers } from './albums/methods.ts';
import type { Answer, Answers } from './answers.ts';
import { cudaAnswers } from './cuda/methods.ts';
import { duplicatesAnswers } from './duplicates/methods.ts';
import { encoderAnswers } from './encoder/methods.ts';
import type { Engine } from './engine.ts';
import { favouritesAnswers } from './favourites/methods.ts';
import { foldersAnswers } from './folders/methods.ts';
import { libraryAnswers } from './library/methods.ts';
import { looksAnswers } from './looks/methods.ts';
import { modelsAnswers } from './models/methods.ts';
import { packsAnswers } from './packs/methods.ts';
import { photosAnswers } from './photos/methods.ts';
import { placesAnswers } from './places/methods.ts';
import { savedSearchesAnswers } from './saved-searches/methods.ts';
import { searchAnswers } from './search/methods.ts';
import { settingsAnswers } from './settings/methods.ts';
import { stacksAnswers } from './stacks/methods.ts';
import { tagsAnswers } from './tags/methods.ts';
import { tasteAnswers } from './taste/methods.ts';
import { trashAnswers } from './trash/methods.ts';
import { windowsAnswers } from './windows/methods.ts';

const answers: { readonly [N in CapabilityName]: Answers<N, Engine[N]> } = {
  library: libraryAnswers,
  packs: packsAnswers,
  models: modelsAnswers,
  photos: photosAnswers,
  search: searchAnswers,
  savedSearches: savedSearchesAnswers,
  settings: settingsAnswers,
  encoder: encoderAnswers,
  cuda: cudaAnswers,
  stacks: stacksAnswers,
  folders: foldersAnswers,
  duplicates: duplicatesAnswers,
  trash: trashAnswers,
  favourites: favouritesAnswers,
  albums: albumsAnswers,
  places: placesAnswers,
  tags: tagsAnswers,
  looks: looksAnswers,
  taste: tasteAnswers,
  windows: windowsAnswers,
};

/**
 * Call a method of the contract by name: the one way from a page to the engine.
 *
 * @param options.signal aborted when whoever called is not interested any more; what can be left undone then is.
 * @throws INVALID_ARGUMENT when there is no such method or the input does not fit its schema, CANCELLED through the
 * signal or when the engine closes; else what it throws.
 */
export async function dispatch<M extends MethodName>(
  engine: Engine,
  method: M,
  input: MethodInput<M>,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<MethodOutput<M>> {
  if (!Object.hasOwn(methods, method)) {
    throw new AppError('INVALID_ARGUMENT', `Expected a method of the contract but received "${method}"`);
  }
  const parsed = methods[method].input.safeParse(input);
  if (!parsed.success) {
    throw new AppError(
      'INVALID_ARGUMENT',
      `Expected valid input for ${method} but:\n${z.prettifyError(parsed.error)}`,
      { cause: parsed.error },
    );
  }
  const valid = parsed.data as z.output<(typeof methods)[M]['input']>;
  return engine.call(() => answer(engine, method, valid, options.signal));
}

/** Answer a method, whose name begins with that of its capability. */
function answer<N extends CapabilityName, M extends MethodNameOf<N>>(
  engine: Engine,
  method: M,
  input: z.output<(typeof methods)[M]['input']>,
  signal: AbortSignal | undefined,
): MethodOutput<M> | Promise<MethodOutput<M>> {
  const name = method.slice(0, method.indexOf('.')) as N;
  const all: Answers<N, Engine[N]> = answers[name];
  const one: Answer<Engine[N], M> = all[method];
  return one(engine[name], input, signal);
}
