import { createInterface } from 'node:readline';
import { AppError } from '../../../../src-contract/index.ts';
import { dispatch } from '../../../engine/dispatch.ts';
import { forkPoller } from '../../fork-encoder.ts';
import { builtPageDir } from '../../paths.ts';
import { serve as startServer } from '../../server/serve.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Console, engineOptions, type GlobalOptions, openEngine, tellNotice, writeLine } from '../session.ts';

export interface ServeOptions extends GlobalOptions {
  readonly port: string;
  readonly page?: string;
  readonly index: boolean;
}

/** `serve`: the page for browsers on this machine, until Ctrl-C. The library is brought up to date meanwhile. */
export async function serve(options: ServeOptions, console: Console): Promise<number> {
  const port = parsePort(options.port);
  const configuration = engineOptions(options);
  const { log } = configuration;
  // Also while everything closes, which is why it comes first.
  using interrupt = awaitInterrupt();
  const tagging = { ...configuration, tagPhotos: true };
  await using engine = await openEngine(options.index ? { ...tagging, watch: { launchPoller: forkPoller } } : tagging);
  tellNotice(engine, console.err);
  await using server = await startServer({ engine, pageDir: options.page ?? builtPageDir(), port, log });
  if (options.index) await dispatch(engine, 'library.index', { retryFailed: false });
  const printLink = (): void => {
    writeLine(console.out, `Open your photos (this link works once): ${server.newLink()}`);
  };
  printLink();
  using _links = process.stdin.isTTY ? linkOnEnter(printLink, console) : undefined;
  await interrupt.happened;
  writeLine(console.err, 'Closing ...');
  return exitCodes.ok;
}

function parsePort(value: string): number {
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port <= 65_535) return port;
  throw new AppError('INVALID_ARGUMENT', `Expected --port to be a number from 0 to 65535 but received "${value}"`);
}

/** A used link is of no use in another browser, so there must be a way to another. */
function linkOnEnter(printLink: () => void, console: Console): Disposable {
  writeLine(console.err, 'Press Enter for another link, Ctrl-C to end.');
  const lines = createInterface({ input: process.stdin });
  lines.on('line', printLink);
  return {
    [Symbol.dispose]: () => {
      lines.close();
      process.stdin.unref();
    },
  };
}

/** The same Ctrl-C may arrive twice, from the terminal and from npm: only what comes later than this is another. */
const samePressMs = 500;

/** Ctrl-C, or being asked to end: the first closes everything in order, a second ends the process at once. */
function awaitInterrupt(): Disposable & { readonly happened: Promise<undefined> } {
  const { promise: happened, resolve } = Promise.withResolvers<undefined>();
  let firstAtMs: number | undefined;
  const onSignal = (): void => {
    firstAtMs ??= performance.now();
    if (performance.now() - firstAtMs > samePressMs) process.kill(process.pid, 'SIGKILL');
    resolve(undefined);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    happened,
    [Symbol.dispose]: () => {
      process.removeListener('SIGINT', onSignal);
      process.removeListener('SIGTERM', onSignal);
    },
  };
}
