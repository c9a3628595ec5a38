import { z } from 'zod';
import { AppError, type MethodInput, type MethodName, type MethodOutput, methods } from '../../src-contract/index.ts';
import type { Engine } from './engine.ts';

type Handlers = {
  readonly [M in MethodName]: (
    engine: Engine,
    input: z.output<(typeof methods)[M]['input']>,
    signal: AbortSignal | undefined,
  ) => MethodOutput<M> | Promise<MethodOutput<M>>;
};

const handlers: Handlers = {
  'library.addFolder': (engine, { path }) => engine.keeper.addFolder(path),
  'library.removeFolder': async (engine, { folderId }) => {
    await engine.keeper.removeFolder(folderId);
    return {};
  },
  'library.setFolderPaused': (engine, { folderId, paused }) => engine.keeper.setPaused(folderId, paused),

  'library.index': (engine, options) => {
    engine.keeper.index(options);
    return {};
  },
  'library.stop': async (engine) => {
    await Promise.all([engine.keeper.stop(), engine.packs.stop()]);
    return {};
  },
  'library.status': (engine) => engine.status(),
  'library.failures': (engine) => engine.failures(),
  'library.timeline': (engine, { filters }) => engine.catalog.timeline(filters),
  'library.facets': (engine) => engine.catalog.facets(),
  'library.storage': (engine) => engine.storage(),
  'library.clearCache': (engine) => engine.clearCache(),

  'packs.state': (engine) => ({ change: engine.packs.change }),
  'packs.setPaused': async (engine, { paused }) => {
    await engine.packs.setPaused(paused);
    return {};
  },

  'photos.details': (engine, { photoId }) => engine.photos.details(photoId),
  'photos.paths': (engine, { photoIds }) => engine.photos.paths(photoIds),
  'photos.copyTo': (engine, { photoIds, folder }, signal) => engine.copyPhotos(photoIds, folder, signal),

  'search.query': (engine, request, signal) => engine.query(request, signal),
  'search.upload': async (engine, { image }) => ({ upload: await engine.upload(image) }),

  'savedSearches.list': (engine) => engine.searches.saved(),
  'savedSearches.save': (engine, search) => engine.searches.save(search),
  'savedSearches.remove': (engine, { id }) => {
    engine.searches.remove(id);
    return {};
  },
  'savedSearches.recent': (engine) => engine.searches.recent(),
  'savedSearches.remember': (engine, { recipe }) => {
    engine.searches.remember(recipe);
    return {};
  },
  'savedSearches.clearRecent': (engine) => {
    engine.searches.clearRecent();
    return {};
  },
  'savedSearches.asText': (engine, { recipe }) => ({ text: engine.searches.asText(recipe) }),

  'settings.get': (engine) => engine.settings(),
  'settings.set': (engine, changes) => engine.changeSettings(changes),

  'encoder.provider': (engine) => engine.provider(),
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
  return engine.call(() => handlers[method](engine, valid, options.signal));
}
