import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { AppError } from '../../../../src-contract/index.ts';
import { siblingModule } from '../../../core/sibling-module.ts';
import type { CodecReply, CodecTask } from './codec-worker.ts';

/** Memory of WebAssembly never shrinks: a thread whose decoders hold more is ended, and its memory with it. */
const keptBytes = 192 << 20;
/** A thread that nobody needs for so long is ended too. */
const idleMs = 30_000;

/** An image in a format that sharp opens. */
export interface CodecImage {
  readonly bytes: Buffer;
  readonly warnings: readonly string[];
}

/**
 * Runs the decoders that are WebAssembly or JavaScript, one file at a time, in a thread of their own.
 *
 * [Note: Codec thread] sharp can be told to stop, a loop in WebAssembly cannot. So these decoders run where nothing else
 * does, no libvips and no inference, in a thread that can be ended at any instruction without harm. A decode thread has one
 * for the library, one for what somebody waits for, and one for all pixels of the photo that somebody looks at closely: who
 * has gone on to the next photo waits for none of the last one's.
 */
export class CodecThread {
  readonly #oneAtATime = pLimit(1);
  readonly #newestWins: boolean;
  #giveUp: (() => void) | undefined;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** @param options `newestWins`: a file that is being decoded makes way for the next. */
  constructor({ newestWins = false }: { readonly newestWins?: boolean } = {}) {
    this.#newestWins = newestWins;
  }

  /**
   * @throws PHOTO_* for what is wrong with the file, PHOTO_TIMEOUT after `seconds` of decoding, CANCELLED when it had to
   * make way for another.
   */
  decode(task: CodecTask, seconds: number): Promise<CodecImage> {
    if (this.#newestWins) this.#giveUp?.();
    return this.#oneAtATime(async () => {
      clearTimeout(this.#idle);
      const reply = await this.#ask(task, seconds);
      if (reply.heldBytes > keptBytes || !(reply.ok || reply.isSound)) await this.#end();
      else this.#endWhenIdle();
      if (!reply.ok) throw AppError.fromWire(reply.error);
      const { buffer, byteOffset, byteLength } = reply.image;
      return { bytes: Buffer.from(buffer, byteOffset, byteLength), warnings: reply.warnings };
    });
  }

  async #ask(task: CodecTask, seconds: number): Promise<CodecReply> {
    const worker = (this.#worker ??= startWorker());
    const answer = Promise.withResolvers<CodecReply>();
    const onExit = (code: number): void => {
      answer.reject(new AppError('PHOTO_DAMAGED', `The decoder ended with code ${code} on this file`));
    };
    const onError = (error: Error): void => {
      answer.reject(
        new AppError('PHOTO_DAMAGED', `The decoder failed on this file: ${error.message}`, { cause: error }),
      );
    };
    const timer = setTimeout(() => {
      answer.reject(new AppError('PHOTO_TIMEOUT', `Decoding took too long: over ${seconds} s`));
    }, seconds * 1_000);
    this.#giveUp = () => {
      answer.reject(new AppError('CANCELLED', 'The pixels of another photo were wanted meanwhile'));
    };
    worker.once('message', answer.resolve).once('error', onError).once('exit', onExit);
    worker.postMessage(task);
    try {
      return await answer.promise;
    } catch (error) {
      await this.#end();
      throw error;
    } finally {
      clearTimeout(timer);
      this.#giveUp = undefined;
      worker.off('message', answer.resolve).off('error', onError).off('exit', onExit);
    }
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #endWhenIdle(): void {
    this.#idle = setTimeout(() => void this.#end(), idleMs).unref();
  }
}

function startWorker(): Worker {
  const worker = new Worker(new URL(siblingModule(import.meta.url, './codec-worker')), {
    resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 4 },
    // What decoders print about files is of no use to anybody.
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  worker.unref();
  return worker;
}
