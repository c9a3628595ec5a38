import type { CudaStatus, EngineEvent } from '../../src-contract/index.ts';
import { attempt, failed } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { Paced } from '../lib/paced.ts';

/** The libraries of CUDA: whether they are there, and what is being done with them. */
class Cuda {
  /** Null until it has been asked for. */
  status = $state.raw<CudaStatus | null>(null);
  readonly #refresh = new Paced(() => this.#load(), { minMs: 200, restFactor: 4 });

  async refresh(): Promise<void> {
    await this.#refresh.now();
  }

  take(event: EngineEvent): void {
    if (event.event === 'cuda.changed') this.#refresh.soon();
  }

  /** Begin to install, or go on. */
  async install(acceptLicense: boolean): Promise<void> {
    await this.#do(() => client.call('cuda.install', { acceptLicense }));
  }

  async pause(): Promise<void> {
    await this.#do(() => client.call('cuda.pause', {}));
  }

  /** Stop installing and remove what has come; or take a failure away. */
  async cancel(): Promise<void> {
    await this.#do(() => client.call('cuda.cancel', {}));
  }

  async remove(): Promise<void> {
    await this.#do(() => client.call('cuda.remove', {}));
  }

  /** Do what the user asked for, and show what has become of it. */
  async #do(work: () => Promise<unknown>): Promise<void> {
    await attempt(work);
    await this.refresh();
  }

  async #load(): Promise<void> {
    try {
      this.status = await client.call('cuda.status', {});
    } catch (error) {
      failed(error);
    }
  }
}

export const cuda = new Cuda();
