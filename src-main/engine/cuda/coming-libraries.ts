import { AppError, type CudaPhase, type CudaState, type WireError } from '../../../src-contract/index.ts';
import { ProgressMeter } from '../../core/progress-meter.ts';

/** What ends the work. */
type Ending = 'paused' | 'cancelled' | 'closed';

/** Libraries that are being installed, were paused, or could not be installed. */
export class ComingLibraries {
  #error: WireError | null = null;
  #phase: CudaPhase = 'downloading';
  #bytesDone: number;
  #bytesTotal: number;
  #base: number;
  #meter = new ProgressMeter(Date.now());
  #work: { readonly abort: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(bytesDone: number, bytesTotal: number) {
    this.#bytesDone = bytesDone;
    this.#base = bytesDone;
    this.#bytesTotal = bytesTotal;
  }

  get isRunning(): boolean {
    return this.#work !== undefined;
  }

  get state(): CudaState {
    if (this.#error !== null) return { kind: 'failed', error: this.#error };
    const { isRunning } = this;
    return {
      kind: 'installing',
      phase: this.#phase,
      bytesDone: this.#bytesDone,
      bytesTotal: this.#bytesTotal,
      bytesPerSecond: isRunning ? this.#meter.perSecond : 0,
      secondsLeft: isRunning ? this.#meter.etaSeconds(this.#bytesTotal - this.#bytesDone) : null,
      paused: !isRunning,
    };
  }

  /** Begin a phase. @param bytesDone where its bytes begin. */
  enter(phase: CudaPhase, bytesDone: number, bytesTotal: number): void {
    this.#phase = phase;
    this.#bytesDone = bytesDone;
    this.#base = bytesDone;
    this.#bytesTotal = bytesTotal;
    this.#meter = new ProgressMeter(Date.now());
  }

  /** Note how many bytes are there by now. */
  record(bytesDone: number): void {
    this.#bytesDone = Math.min(bytesDone, this.#bytesTotal);
    this.#meter.record(Date.now(), Math.max(0, bytesDone - this.#base));
  }

  /**
   * Do the work, when none is being done. It ends with `end`.
   *
   * @param onEnded called when it is not running any more, with what it failed with, if it did.
   */
  run(work: (signal: AbortSignal) => Promise<void>, onEnded: (failure: AppError | null) => void): void {
    this.#error = null;
    const abort = new AbortController();
    const done = async (): Promise<AppError | null> => {
      try {
        await work(abort.signal);
        return null;
      } catch (error) {
        return abort.signal.aborted ? null : AppError.from(error);
      }
    };
    // Not before it is known to be running.
    const ended = Promise.resolve()
      .then(done)
      .then((failure) => {
        this.#work = undefined;
        this.#error = failure?.toWire() ?? null;
        onEnded(failure);
      });
    this.#work = { abort, ended };
  }

  /** End the work, and wait until it has ended. */
  async end(how: Ending): Promise<void> {
    if (this.#work === undefined) return;
    const words = { paused: 'paused', cancelled: 'cancelled', closed: 'ended, because Eidetic is closed' };
    this.#work.abort.abort(new AppError('CANCELLED', `Installing the libraries of CUDA was ${words[how]}`));
    await this.#work.ended;
  }
}
