import { AppError, type CudaLicense, type CudaStatus } from '../../../../src-contract/index.ts';
import type { Engine } from '../../../engine/engine.ts';
import { exitCodes } from '../exit-codes.ts';
import { InstallView } from '../progress.ts';
import { type Console, type GlobalOptions, withEngine, writeJson, writeLine } from '../session.ts';
import { bytes, printable } from '../terminal.ts';

export interface CudaOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly acceptLicense?: boolean;
}

/** `gpu cuda status`: whether the libraries are there, and of use. */
export async function cudaStatus(options: CudaOptions, console: Console): Promise<number> {
  return withEngine(options, async (engine) => {
    const status = await engine.call(() => engine.cuda.status());
    if (options.json === true) writeJson(console.out, status);
    else for (const line of describe(status)) writeLine(console.out, printable(line));
    return exitCodes.ok;
  });
}

/** `gpu cuda install`: download the libraries, or go on with it. Ctrl-C pauses it. */
export async function installCuda(options: CudaOptions, console: Console): Promise<number> {
  return withEngine(options, async (engine, signal) => {
    const before = await engine.call(() => engine.cuda.status());
    if (before.support === 'ok')
      for (const line of [sizeText(before), ...before.licenses.map(licenseText)]) writeLine(console.err, line);
    await engine.call(() => engine.cuda.install(options.acceptLicense ?? false));
    const ended = await follow(engine, signal, console);
    if (ended.state.kind === 'failed') throw AppError.fromWire(ended.state.error);
    if (ended.state.kind === 'installing') {
      writeLine(console.err, 'Paused. "eidetic gpu cuda install" goes on from there.');
      return exitCodes.cancelled;
    }
    if (options.json === true) writeJson(console.out, ended);
    else writeLine(console.out, 'Installed. "eidetic doctor" tries whether the GPU can be used.');
    return exitCodes.ok;
  });
}

/** `gpu cuda remove` */
export async function removeCuda(options: CudaOptions, console: Console): Promise<number> {
  return withEngine(options, async (engine) => {
    await engine.call(() => engine.cuda.remove());
    if (options.json === true) writeJson(console.out, { removed: 'cuda' });
    else writeLine(console.out, 'Removed the libraries of CUDA.');
    return exitCodes.ok;
  });
}

/** Show how far it is until it is not being installed any more. When the signal is aborted, it is paused. */
async function follow(engine: Engine, signal: AbortSignal, console: Console): Promise<CudaStatus> {
  using view = new InstallView(console);
  const failed = Promise.withResolvers<never>();
  failed.promise.catch((error: unknown) => error);
  const pause = (): void => {
    engine.cuda.pause().catch(failed.reject);
  };
  signal.addEventListener('abort', pause);
  if (signal.aborted) pause();
  try {
    for (;;) {
      const changed = Promise.withResolvers<undefined>();
      using _listening = engine.onEvent(({ event }) => {
        if (event === 'cuda.changed') changed.resolve(undefined);
      });
      const status = await engine.call(() => engine.cuda.status());
      if (status.state.kind !== 'installing' || status.state.paused) return status;
      view.show(status.state);
      await Promise.race([changed.promise, failed.promise]);
    }
  } finally {
    signal.removeEventListener('abort', pause);
  }
}

function describe(status: CudaStatus): string[] {
  const { card, driver, licenses } = status;
  return [
    `libraries of CUDA: ${stateText(status)}`,
    `card: ${card ?? (status.support === 'noCard' ? 'none of NVIDIA is seen' : 'of NVIDIA')}`,
    `driver: ${driver ?? 'none of NVIDIA is loaded'}`,
    supportText(status),
    ...(status.support === 'ok' ? [sizeText(status), ...licenses.map(licenseText)] : []),
  ];
}

function stateText({ state }: CudaStatus): string {
  switch (state.kind) {
    case 'absent':
      return 'not installed';
    case 'installing':
      return `${state.paused ? 'paused' : state.phase} at ${bytes(state.bytesDone)} of ${bytes(state.bytesTotal)}`;
    case 'installed':
      return 'installed';
    case 'outdated':
      return 'of another version of Eidetic, or not whole: not used; install them again';
    case 'failed':
      return `failed: ${state.error.message}`;
  }
}

function supportText({ support, neededDriver }: CudaStatus): string {
  const texts: Record<CudaStatus['support'], string> = {
    ok: 'this machine can use them',
    system: 'there are none for this system',
    noCard: 'they are of no use without a card of NVIDIA',
    oldCard: 'the card is older than the Turing generation, which they need',
    noDriver: `NVIDIA's driver, ${neededDriver} or newer, has to be installed first`,
    oldDriver: `they need NVIDIA's driver ${neededDriver} or newer`,
  };
  return texts[support];
}

function sizeText({ downloadBytes, diskBytes }: CudaStatus): string {
  return `${bytes(downloadBytes)} to download, ${bytes(diskBytes)} on the disk (both while they are being installed)`;
}

function licenseText({ name, url, mustAccept, parts }: CudaLicense): string {
  const accept = mustAccept ? ', to be accepted with --accept-license' : '';
  return printable(`license ${name} (${url})${accept}: ${parts.join(', ')}`);
}
