import { createBirpc } from 'birpc';
import type { EncoderMethods } from '../../../src-main/core/encoder-protocol.ts';
import type { ProbeFindings, ProbeRequest, SpeedFindings } from '../../../src-main/core/processor/trial.ts';
import type { EncoderProcess } from '../../../src-main/engine/encoder/index.ts';

/** How a provider behaves that is tried. */
export interface Behaviour {
  readonly findings?: Partial<ProbeFindings>;
  readonly speed?: SpeedFindings;
  /** What happens instead of an answer. */
  readonly instead?: 'dies' | 'hangs' | 'hangs while measured' | 'nonsense' | 'error';
}

/** Photos a second of a GPU that is right, beside a CPU that makes 30. */
export function gpuWith(photosPerSecond: number): Behaviour {
  return { speed: { cpuPhotosPerSecond: 30, batches: [{ batch: 8, photosPerSecond }] } };
}

const right: ProbeFindings = { adapter: 'A GPU', isSoftware: false, refused: null, lowestCosine: 0.9999, photos: 36 };

/** A process in memory that answers a probe; `ended` says whether it was killed or died. */
export class ProbeProcess implements EncoderProcess {
  readonly pid = undefined;
  readonly requests: ProbeRequest[] = [];
  ended = false;
  readonly #toEngine: ((message: unknown) => void)[] = [];
  readonly #toProbe: ((message: unknown) => void)[] = [];
  readonly #onExit: ((how: string) => void)[] = [];

  constructor(behaviour: (request: ProbeRequest) => Behaviour) {
    let speed: SpeedFindings | undefined;
    let instead: Behaviour['instead'];
    const never = new Promise<never>(() => undefined);
    const methods: Pick<EncoderMethods, 'probe' | 'measure'> = {
      probe: (request) => {
        this.requests.push(request);
        const told = behaviour(request);
        ({ speed, instead } = told);
        if (instead === 'dies') this.#end('signal SIGSEGV');
        if (instead === 'dies' || instead === 'hangs') return never;
        if (instead === 'nonsense') return Promise.resolve({ ok: true, value: { adapter: 7 } as never });
        if (instead === 'error')
          return Promise.resolve({ ok: false, error: { code: 'INTERNAL', message: 'Mapping\n failed' } });
        return Promise.resolve({ ok: true, value: { ...right, ...told.findings } });
      },
      measure: () => {
        if (instead === 'hangs while measured' || speed === undefined) return never;
        return Promise.resolve({ ok: true, value: speed });
      },
    };
    createBirpc<object, typeof methods>(methods, {
      post: (message) => {
        for (const receive of this.#toEngine) receive(message);
      },
      on: (receive) => this.#toProbe.push(receive),
    });
  }

  send(message: unknown): void {
    queueMicrotask(() => {
      for (const receive of this.#toProbe) receive(message);
    });
  }

  onMessage(receive: (message: unknown) => void): void {
    this.#toEngine.push(receive);
  }

  onExit(listener: (how: string) => void): void {
    this.#onExit.push(listener);
  }

  kill(): void {
    this.#end('signal SIGKILL');
  }

  #end(how: string): void {
    if (this.ended) return;
    this.ended = true;
    for (const listener of this.#onExit) listener(how);
  }
}
