import type { IndexProgress } from '../../../src-contract/index.ts';
import { Presets, SingleBar } from 'cli-progress';
import { type Console, writeLine } from './session.ts';
import { count, duration } from './terminal.ts';

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
