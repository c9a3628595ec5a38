import type { EngineEvent, ProcessorReport } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';

/** Where photos are encoded, and what else was tried. */
class Processors {
  /** Null until it has been asked for. */
  report = $state.raw<ProcessorReport | null>(null);

  async load(): Promise<void> {
    this.report = await client.call('encoder.processors', {});
  }

  take(event: EngineEvent): void {
    if (event.event === 'encoder.processorsChanged') void attempt(() => this.load());
  }
}

export const processors = new Processors();
