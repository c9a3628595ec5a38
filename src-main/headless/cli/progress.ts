import type { IndexProgress, ModelState } from '../../../src-contract/index.ts';
import { Presets, SingleBar } from 'cli-progress';
import { type Console, writeLine } from './session.ts';
import { bytes, count, duration } from './terminal.ts';

/** Without a terminal a line now and then says that work goes on. */
const lineEveryMs = 10_000;

/** Shows indexing progress on stderr: a bar on a terminal, plain lines elsewhere. */
export class ProgressView implements Disposable {
  readonly #err: Console['err'];
  readonly #bar: SingleBar | undefined;
  #started = false;
  #lastLineMs = Date.now();

  constructor(console: Console) {
    this.#err = console.err;
    if (console.err.isTTY === true) {
      this.#bar = new SingleBar(
        {
          stream: console.err,
          format: '{bar} {done} of {all} photos · {rate}/s · {left}{failures}',
          hideCursor: true,
          clearOnComplete: true,
          barsize: 30,
          autopadding: true,
        },
        Presets.shades_classic,
      );
    }
  }

  show(progress: IndexProgress): void {
    if (this.#bar === undefined) this.#showLine(progress);
    else if (progress.phase === 'encoding' && (progress.total ?? 1) > 0) this.#showBar(this.#bar, progress);
  }

  #showBar(bar: SingleBar, progress: Extract<IndexProgress, { phase: 'encoding' }>): void {
    const payload = {
      done: progress.done.toLocaleString('en'),
      all: progress.total === null ? 'still counting' : progress.total.toLocaleString('en'),
      rate: progress.imagesPerSecond.toFixed(1),
      left: progress.etaSeconds === null ? 'estimating' : `${duration(progress.etaSeconds * 1000)} left`,
      failures: progress.failed === 0 ? '' : ` · ${progress.failed} failed`,
    };
    const total = progress.total ?? progress.done * 2 + 1;
    if (this.#started) {
      bar.setTotal(total);
      bar.update(progress.done, payload);
    } else {
      this.#started = true;
      bar.start(total, progress.done, payload);
    }
  }

  #showLine(progress: IndexProgress): void {
    if (Date.now() - this.#lastLineMs < lineEveryMs) return;
    this.#lastLineMs = Date.now();
    const line =
      progress.phase === 'scanning'
        ? `scanning: ${count(progress.found, 'photo')} found`
        : `encoding: ${progress.done} of ${progress.total ?? '?'}, ${progress.imagesPerSecond.toFixed(1)}/s, ${progress.failed} failed`;
    writeLine(this.#err, line);
  }

  [Symbol.dispose](): void {
    if (this.#started) this.#bar?.stop();
  }
}

const phases = {
  waiting: 'waiting',
  downloading: 'fetching',
  checking: 'checking',
  testing: 'testing',
  unpacking: 'unpacking',
} as const;

/** How far it is. */
type Installing = Pick<
  Extract<ModelState, { kind: 'installing' }>,
  'bytesDone' | 'bytesTotal' | 'bytesPerSecond' | 'secondsLeft'
> & { readonly phase: keyof typeof phases };

/** Shows on stderr how far it is that something is installed: a bar on a terminal, plain lines elsewhere. */
export class InstallView implements Disposable {
  readonly #err: Console['err'];
  readonly #bar: SingleBar | undefined;
  #phase = '';
  #lastLineMs = -Infinity;

  constructor(console: Console) {
    this.#err = console.err;
    if (console.err.isTTY === true) {
      const format = '{bar} {phase} · {done} of {all} · {rate}/s · {left}';
      const options = { stream: console.err, format, hideCursor: true, clearOnComplete: true, barsize: 30 };
      this.#bar = new SingleBar({ ...options, autopadding: true }, Presets.shades_classic);
    }
  }

  show(state: Installing): void {
    const { bytesDone, bytesTotal, bytesPerSecond, secondsLeft } = state;
    const phase = phases[state.phase];
    if (this.#bar !== undefined) {
      const left = secondsLeft === null ? '' : `${duration(secondsLeft * 1000)} left`;
      const payload = {
        phase,
        done: bytes(bytesDone),
        all: bytes(bytesTotal),
        rate: bytes(Math.round(bytesPerSecond)),
        left,
      };
      if (this.#phase === '') this.#bar.start(bytesTotal, bytesDone, payload);
      else {
        this.#bar.setTotal(bytesTotal);
        this.#bar.update(bytesDone, payload);
      }
    } else if (phase !== this.#phase || Date.now() - this.#lastLineMs >= lineEveryMs) {
      this.#lastLineMs = Date.now();
      writeLine(this.#err, `${phase}: ${bytes(bytesDone)} of ${bytes(bytesTotal)}`);
    }
    this.#phase = phase;
  }

  [Symbol.dispose](): void {
    if (this.#phase !== '') this.#bar?.stop();
  }
}
