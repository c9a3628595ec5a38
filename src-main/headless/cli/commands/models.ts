import { AppError, type ModelEntry, type ModelLicense, type ModelState } from '../../../../src-contract/index.ts';
import type { Engine } from '../../../engine/engine.ts';
import { exitCodes } from '../exit-codes.ts';
import { InstallView } from '../progress.ts';
import { type Console, type GlobalOptions, withEngine, writeJson, writeLine } from '../session.ts';
import { bytes, duration, printable } from '../terminal.ts';

export interface ModelsOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly acceptLicense?: boolean;
}

const verifications = {
  golden: 'checked against known results',
  agreement: 'its two sides agree on this machine',
  untried: 'never run by the makers of Eidetic; tried when it is installed',
} as const;

/** `models list`: every pack there is. */
export async function listModels(options: ModelsOptions, console: Console): Promise<number> {
  return withEngine(options, async (engine) => {
    for (const entry of await engine.call(() => engine.models.list())) {
      if (options.json === true) writeJson(console.out, entry);
      else for (const line of describe(entry)) writeLine(console.out, line);
    }
    return exitCodes.ok;
  });
}

function describe(entry: ModelEntry): string[] {
  const { id, title, version, summary, state, languages, license, figures, verified, memory } = entry;
  const lines = [
    `${id}  ${printable(title)} ${printable(version)}${entry.recommended ? ' (recommended)' : ''}: ${stateText(state)}`,
    ...(summary === null ? [] : [`  ${summary.en}`]),
    `  languages ${languages.join(', ')}; ${licenseText(license)}`,
    `  ${sizeText(entry)}; needs ${memory.neededMB} MiB of memory, this machine has ${memory.machineMB}`,
    ...(figures.length === 0
      ? []
      : [
          `  finds: ${figures.map((f) => `${f.dataset} ${f.metric} ${f.value.toFixed(3)}`).join(', ')} (${figures[0]?.source ?? ''})`,
        ]),
    `  ${verifications[verified]}`,
    ...(entry.estimate === null
      ? []
      : [
          `  about ${duration(entry.estimate.seconds * 1000)} for the ${entry.estimate.photos.toLocaleString('en')} photos of this library`,
        ]),
    ...(entry.refusedBecause === null ? [] : [`  cannot be used here: ${printable(entry.refusedBecause.message)}`]),
  ];
  return lines;
}

function sizeText({ downloadBytes, diskBytes, state }: ModelEntry): string {
  const isThere = state.kind === 'installed' || state.kind === 'inUse';
  return isThere ? `${bytes(diskBytes)} on the disk` : `${bytes(downloadBytes)} to download`;
}

function licenseText({ spdx, name, url, commercialUse, mustAccept }: ModelLicense): string {
  const use = commercialUse ? '' : ', no commercial use';
  // An older pack may have none.
  const address = url === '' ? '' : ` (${url})`;
  const accept = mustAccept ? ', to be accepted with --accept-license' : '';
  return printable(`license ${name ?? spdx}${address}${use}${accept}`);
}

function stateText(state: ModelState): string {
  switch (state.kind) {
    case 'available':
      return 'not installed';
    case 'installing':
      return `${state.paused ? 'paused' : state.phase} at ${bytes(state.bytesDone)} of ${bytes(state.bytesTotal)}`;
    case 'installed':
      return 'installed';
    case 'inUse':
      return 'in use';
    case 'failed':
      return `failed: ${printable(state.error.message)}`;
  }
}

/** `models install <id>`: download a pack, or go on with it. Ctrl-C pauses it. */
export async function installModel(id: string, options: ModelsOptions, console: Console): Promise<number> {
  return withEngine(options, async (engine, signal) => {
    const entry = await find(engine, id);
    if (entry !== undefined) writeLine(console.err, `${printable(entry.title)}: ${licenseText(entry.license)}`);
    await engine.call(() => engine.models.install(id, options.acceptLicense ?? false));
    const ended = await follow(engine, id, signal, console);
    if (ended.state.kind === 'failed') throw AppError.fromWire(ended.state.error);
    if (ended.state.kind === 'installing') {
      writeLine(console.err, `Paused. "eidetic models install ${id}" goes on from there.`);
      return exitCodes.cancelled;
    }
    tell(ended, options, console);
    return exitCodes.ok;
  });
}

/** Show how far it is until it is not being installed any more. When the signal is aborted, it is paused. */
async function follow(engine: Engine, id: string, signal: AbortSignal, console: Console): Promise<ModelEntry> {
  using view = new InstallView(console);
  const failed = Promise.withResolvers<never>();
  failed.promise.catch((error: unknown) => error);
  const pause = (): void => {
    engine.models.pause(id).catch((error: unknown) => {
      // It may have ended just before, which the list tells.
      if (AppError.from(error).code !== 'MODEL_NOT_FOUND') failed.reject(error);
    });
  };
  signal.addEventListener('abort', pause);
  if (signal.aborted) pause();
  try {
    for (;;) {
      const changed = Promise.withResolvers<undefined>();
      using _listening = engine.onEvent(({ event }) => {
        if (event === 'models.changed') changed.resolve(undefined);
      });
      const entry = await find(engine, id);
      if (entry === undefined) throw new AppError('CANCELLED', `Installing "${id}" was cancelled`);
      if (entry.state.kind !== 'installing' || entry.state.paused) return entry;
      view.show(entry.state);
      await Promise.race([changed.promise, failed.promise]);
    }
  } finally {
    signal.removeEventListener('abort', pause);
  }
}

/** `models import <path>`: install from a folder or archive. */
export async function importModel(path: string, options: ModelsOptions, console: Console): Promise<number> {
  return withEngine(options, async (engine, signal) => {
    const id = await engine.call(() => engine.models.import(path, options.acceptLicense ?? false, signal));
    const entry = await find(engine, id);
    if (entry !== undefined) tell(entry, options, console);
    return exitCodes.ok;
  });
}

/** `models remove <id>` */
export async function removeModel(id: string, options: ModelsOptions, console: Console): Promise<number> {
  return withEngine(options, async (engine) => {
    await engine.call(() => engine.models.remove(id));
    if (options.json === true) writeJson(console.out, { removed: id });
    else writeLine(console.out, `Removed ${printable(id)}.`);
    return exitCodes.ok;
  });
}

/** `models verify <id>`: every file, then the self-test. */
export async function verifyModel(
  id: string,
  options: ModelsOptions & { readonly record?: boolean },
  console: Console,
): Promise<number> {
  return withEngine(options, async (engine, signal) => {
    const report = await engine.call(() => engine.models.verify(id, { record: options.record, signal }));
    if (options.json === true) writeJson(console.out, { id, ...report });
    else {
      const files = `${report.files} files (${bytes(report.bytes)}) are as published`;
      writeLine(console.out, `${printable(id)}: ${files}; self-test passed, ${verifications[report.verified]}.`);
    }
    return exitCodes.ok;
  });
}

export interface SourcesOptions extends ModelsOptions {
  readonly mirror?: string;
  readonly proxy?: string;
  readonly reset?: boolean;
}

/** `models sources`: say, or set, where packs are downloaded from. */
export async function modelSources(options: SourcesOptions, console: Console): Promise<number> {
  return withEngine(options, async (engine) => {
    const { mirror, proxy, reset } = options;
    const sources = await engine.call(async () => {
      if (reset === true) await engine.models.setSources({ mirror: null, proxy: null });
      await engine.models.changeSources({ mirror, proxy });
      return engine.models.sources();
    });
    if (options.json === true) writeJson(console.out, sources);
    else {
      writeLine(console.out, `mirror: ${printable(sources.inForce.mirror ?? "none, the publisher's own server")}`);
      writeLine(console.out, `proxy: ${printable(sources.inForce.proxy ?? 'none')}`);
    }
    engine.models.requireUsableSources();
    return exitCodes.ok;
  });
}

async function find(engine: Engine, id: string): Promise<ModelEntry | undefined> {
  return (await engine.call(() => engine.models.list())).find((each) => each.id === id);
}

function tell(entry: ModelEntry, options: ModelsOptions, console: Console): void {
  if (options.json === true) writeJson(console.out, entry);
  else writeLine(console.out, `Installed ${printable(entry.title)} (${entry.id}): ${verifications[entry.verified]}.`);
}
