import { z } from 'zod';
import { AppError, type MethodInput, type MethodName, type MethodOutput, methods } from '../../src-contract/index.ts';
import type { Engine } from './engine.ts';

type Handlers = {
  readonly [M in MethodName]: (
    engine: Engine,
    input: z.output<(typeof methods)[M]['input']>,
  ) => MethodOutput<M> | Promise<MethodOutput<M>>;
};

const handlers: Handlers = {
  'folders.add': (engine, { path }) => engine.addFolder(path),
  'folders.list': (engine) => engine.listFolders(),
  'folders.forget': async (engine, { path }) => {
    await engine.forgetFolder(path);
    return {};
  },
  'library.index': (engine, input) => engine.index(input),
  'library.cancel': async (engine) => {
    await engine.cancelIndexing();
    return {};
  },
  'library.status': (engine) => engine.status(),
  'library.failures': (engine) => engine.failures(),
  'search.query': (engine, request) => engine.search(request),
  'encoder.provider': (engine) => engine.provider(),
};

/**
 * Call a method of the contract by name: the one way from any host to the engine.
 *
 * @throws INVALID_ARGUMENT when there is no such method or the input does not fit its schema; else what it throws.
 */
export async function dispatch<M extends MethodName>(
  engine: Engine,
  method: M,
  input: MethodInput<M>,
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
  try {
    return await handlers[method](engine, parsed.data as z.output<(typeof methods)[M]['input']>);
  } catch (error) {
    throw engine.translate(error);
  }
}
