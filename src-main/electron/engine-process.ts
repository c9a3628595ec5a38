import { createBirpc } from 'birpc';
import { AppError, type MethodInput, type MethodName } from '../../src-contract/index.ts';
import type { Reply } from '../core/encoder-protocol.ts';
import { dispatch } from '../engine/dispatch.ts';
import { Engine } from '../engine/engine.ts';
import { enginePhotoFiles } from '../host/engine-photo-files.ts';
import { engineRouter } from '../host/engine-router.ts';
import { rpcServer } from '../host/rpc-server.ts';
import { removeTelemetryTraces } from '../host/telemetry-traces.ts';
import { createLogger } from '../headless/log.ts';
import { appVersion, catalogueDir } from '../headless/paths.ts';
import type { EngineCalls, FromEngine, LibraryPlace, ToEngine } from './engine-protocol.ts';
import { logFileOf } from './log-file.ts';
import { portChannel, type ServerPort } from './port-channel.ts';
import { RemoteHelpers } from './remote-helpers.ts';

/**
 * Entry of the engine process, a utility process of Electron: opens the library, answers pages through ports that the
 * main process hands over, and the main process itself through one of its own.
 */
const parent = process.parentPort;
const log = createLogger(logFileOf(process.argv));
const closing = new AbortController();
const helpers = new RemoteHelpers(tell);

/** Settles when the library is open; the ports of pages and the calls of the main process wait for it. */
const opened = Promise.withResolvers<Engine>();
opened.promise.catch((error: unknown) => error);

function tell(message: FromEngine): void {
  parent.postMessage(message);
}

async function open(place: LibraryPlace): Promise<void> {
  try {
    const engine = await Engine.open({
      ...place,
      launchEncoder: (options) => helpers.launch('encoder', options?.libraryDir),
      log,
      watch: { launchPoller: () => helpers.launch('poller') },
      tryProcessors: true,
      tagPhotos: true,
      catalogueDir: catalogueDir(),
      appVersion: appVersion(),
    });
    await removeTelemetryTraces(engine.dataDir, log);
    engine.onEvent((event) => {
      if (event.event === 'settings.changed') tell({ kind: 'settings', settings: event.settings });
    });
    tell({ kind: 'opened', settings: await dispatch(engine, 'settings.get', {}) });
    opened.resolve(engine);
  } catch (thrown) {
    const error = AppError.from(thrown);
    opened.reject(error);
    tell({ kind: 'failed', error: error.toWire() });
  }
}

/** Look for what is new since the last time, in the background. */
async function beginIndexing(): Promise<void> {
  const [engine] = await Promise.allSettled([opened.promise]);
  if (engine.status === 'rejected' || closing.signal.aborted) return;
  await dispatch(engine.value, 'library.index', { retryFailed: false });
}

async function servePage(port: ServerPort): Promise<void> {
  const [engine] = await Promise.allSettled([opened.promise]);
  if (engine.status === 'rejected') port.close();
  else rpcServer(engineRouter(engine.value, log, closing.signal), log)(portChannel(port));
}

function serveMain(port: ServerPort): void {
  const calls: EngineCalls = {
    dispatch: (method, input) =>
      reply(async () => dispatch(await opened.promise, method as MethodName, input as MethodInput<MethodName>)),
    file: (which, photoId, fileId) => reply(async () => enginePhotoFiles(await opened.promise)[which](photoId, fileId)),
    thumbFile: (photoId, edge) => reply(async () => enginePhotoFiles(await opened.promise).thumbFile(photoId, edge)),
    videoFile: (photoId, part, fileId) =>
      reply(async () => enginePhotoFiles(await opened.promise).videoFile(photoId, part, fileId)),
    tileFile: (photoId, tile) => reply(async () => enginePhotoFiles(await opened.promise).tileFile(photoId, tile)),
  };
  createBirpc<object, EngineCalls>(calls, {
    post: (message) => {
      port.postMessage(message);
    },
    on: (receive) => {
      port.on('message', ({ data }) => {
        receive(data);
      });
      port.start();
    },
  });
}

/** Errors leave the process as data. */
async function reply<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: AppError.from(error).toWire() };
  }
}

async function close(): Promise<void> {
  closing.abort();
  const [engine] = await Promise.allSettled([opened.promise]);
  if (engine.status === 'fulfilled') await engine.value[Symbol.asyncDispose]();
  process.exit(0);
}

function receive(message: ToEngine, port: ServerPort | undefined): void {
  switch (message.kind) {
    case 'open':
      if (port !== undefined) serveMain(port);
      void open(message.library);
      void beginIndexing();
      break;
    case 'page':
      if (port !== undefined) void servePage(port);
      break;
    case 'close':
      void close();
      break;
    case 'helper-started':
    case 'helper-pid':
    case 'helper-ended':
      helpers.receive(message, port);
      break;
  }
}

parent.on('message', ({ data, ports: [port] }) => {
  receive(data as ToEngine, port);
});

// Ctrl-C in a terminal reaches every process of the group; when to stop is the main process's decision.
process.on('SIGINT', () => undefined);
