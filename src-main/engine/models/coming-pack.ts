import { AppError, type InstallPhase, type ModelState, type WireError } from '../../../src-contract/index.ts';
import type { CatalogueEntry } from '../../core/pack/catalogue.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import { ProgressMeter } from '../../core/progress-meter.ts';

/** What ends work on a pack that comes. */
export type Ending = 'paused' | 'cancelled' | 'closed';

/** A pack that is being installed, was paused, or could not be installed. */
export class ComingPack {
  readonly manifest: PackManifest;
  /** Undefined for one that is imported as it is. */
  readonly entry: CatalogueEntry | undefined;
  readonly bytesTotal: number;
  readonly acceptLicense: boolean;
  error: WireError | null = null;
  #phase: InstallPhase = 'waiting';
  #bytesDone = 0;
  #base = 0;
  #meter = new ProgressMeter(Date.now());
  #work: { readonly abort: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(
    { manifest, entry }: { readonly manifest: PackManifest; readonly entry?: CatalogueEntry },
    { acceptLicense, bytesDone = 0 }: { readonly acceptLicense: boolean; readonly bytesDone?: number },
  ) {
    this.manifest = manifest;
    this.entry = entry;
    this.bytesTotal = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
    this.acceptLicense = acceptLicense;
    this.#bytesDone = bytesDone;
  }

  get isRunning(): boolean {
    return this.#work !== undefined;
  }

  get state(): ModelState {
    if (this.error !== null) return { kind: 'failed', error: this.error };
    const measured = this.isRunning && this.#phase === 'downloading';
    return {
      kind: 'installing',
      phase: this.#phase,
      bytesDone: this.#bytesDone,
      bytesTotal: this.bytesTotal,
      bytesPerSecond: measured ? this.#meter.perSecond : 0,
      secondsLeft: measured ? this.#meter.etaSeconds(this.bytesTotal - this.#bytesDone) : null,
      paused: !this.isRunning,
    };
  }

  /** Begin a phase. @param bytesDone where its bytes begin. */
  enter(phase: InstallPhase, bytesDone = this.#bytesDone): void {
    this.#phase = phase;
    this.#bytesDone = bytesDone;
    this.#base = bytesDone;
    this.#meter = new ProgressMeter(Date.now());
  }

  /** Note how many bytes are there by now. */
  record(bytesDone: number): void {
    this.#bytesDone = Math.min(bytesDone, this.bytesTotal);
    this.#meter.record(Date.now(), Math.max(0, bytesDone - this.#base));
  }

  /**
   * Do work on it, when none is being done. It ends with `end`.
   *
   * @param work never fails.
   * @param onEnded called when it is not running any more.
   */
  run(work: (signal: AbortSignal) => Promise<void>, onEnded: () => void): Promise<void> {
    this.error = null;
    const abort = new AbortController();
    // Not before it is known to be running.
    const ended = Promise.resolve()
      .then(() => work(abort.signal))
      .finally(() => {
        this.#work = undefined;
        onEnded();
      });
    this.#work = { abort, ended };
    return ended;
  }

  /** End the work on it, and wait until it has ended. */
  async end(how: Ending): Promise<void> {
    if (this.#work === undefined) return;
    const words = { paused: 'paused', cancelled: 'cancelled', closed: 'ended, because Eidetic is closed' };
    this.#work.abort.abort(new AppError('CANCELLED', `Installing "${this.manifest.title}" was ${words[how]}`));
    await this.#work.ended;
  }
}
