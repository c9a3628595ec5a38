import { z } from 'zod';
import { ProcessorTrial } from '../../../../src-contract/index.ts';
import type { GpuProvider } from '../../../core/processor/trial.ts';

/** Where trials are kept between starts. */
export interface TrialMemory {
  read(): unknown;
  write(value: unknown): void;
}

/** Trials of one pack with one state of the machine. */
const Remembered = z.strictObject({
  key: z.string(),
  trials: z.array(ProcessorTrial),
  /** Providers of trials that were begun without an end, once for each: the app, or the whole computer, ended first. */
  begun: z.array(ProcessorTrial.shape.provider),
});
const AllRemembered = z.array(Remembered);

/** Packs and states of the machine that are remembered: there and back again costs nothing. */
const keptKeys = 4;
/** A provider whose trial was begun so often without an end is not tried any more. */
const mostBegun = 2;

/** Trials that were made with one pack on this machine as it is. */
export class RememberedTrials {
  readonly #memory: TrialMemory;
  readonly #own: z.infer<typeof Remembered>;

  constructor(memory: TrialMemory, key: string) {
    this.#memory = memory;
    this.#own = this.#read().find((one) => one.key === key) ?? { key, trials: [], begun: [] };
  }

  get(provider: GpuProvider): ProcessorTrial | undefined {
    return this.#own.trials.find((trial) => trial.provider === provider);
  }

  /** Say that a trial begins. Returns false where too many have, and none of them has ended. */
  begin(provider: GpuProvider): boolean {
    if (this.#own.begun.filter((one) => one === provider).length >= mostBegun) return false;
    this.#own.begun.push(provider);
    this.#save();
    return true;
  }

  /** Take back that a trial has begun: it was given up for no fault of its own. */
  giveUp(provider: GpuProvider): void {
    const at = this.#own.begun.lastIndexOf(provider);
    if (at >= 0) this.#own.begun.splice(at, 1);
    this.#save();
  }

  set(trial: ProcessorTrial): void {
    this.#own.trials = [...this.#own.trials.filter(({ provider }) => provider !== trial.provider), trial];
    this.#own.begun = this.#own.begun.filter((provider) => provider !== trial.provider);
    this.#save();
  }

  /** What cannot be read is measured again. */
  #read(): readonly z.infer<typeof Remembered>[] {
    return AllRemembered.safeParse(this.#memory.read()).data ?? [];
  }

  #save(): void {
    // While packs change, those of the other one are written meanwhile.
    const others = this.#read().filter(({ key }) => key !== this.#own.key);
    this.#memory.write([this.#own, ...others.slice(0, keptKeys - 1)]);
  }
}
