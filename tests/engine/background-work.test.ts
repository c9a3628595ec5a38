import { describe, expect, test } from 'vitest';
import { BackgroundWork } from '../../src-main/engine/background-work.ts';
import { MemoryLog } from '../helpers/memory-log.ts';

/** Work whose runs go on until they are told how they end. */
class Told extends BackgroundWork {
  readonly log: MemoryLog;
  readonly events: string[] = [];
  #end = Promise.withResolvers<undefined>();

  constructor(log = new MemoryLog()) {
    super('told', log);
    this.log = log;
  }

  protected override async run(signal: AbortSignal): Promise<void> {
    this.#end = Promise.withResolvers<undefined>();
    this.events.push('run');
    signal.addEventListener('abort', () => {
      this.end();
    });
    await this.#end.promise;
  }

  protected override ended(wasStopped: boolean): void {
    this.events.push(wasStopped ? 'stopped' : `ended, ${this.isRunning ? 'running' : 'not running'}`);
  }

  end(error?: Error): void {
    if (error === undefined) this.#end.resolve(undefined);
    else this.#end.reject(error);
  }

  async begun(runs: number): Promise<void> {
    await expect.poll(() => this.events.filter((event) => event === 'run')).toHaveLength(runs);
  }
}

describe('work in the background', () => {
  test('is done once more, and no more often, when it is started while it is going on', async () => {
    await using work = new Told();
    work.start();
    await work.begun(1);
    work.start();
    work.start();
    work.end();
    await work.begun(2);
    work.end();
    await work.settled();
    expect(work.events).toEqual(['run', 'run', 'ended, not running']);
    work.start();
    await work.begun(3);
  });

  test('is not done again when it was stopped, until it is started', async () => {
    await using work = new Told();
    work.start();
    await work.begun(1);
    work.start();
    await work.stop();
    expect(work.events).toEqual(['run', 'stopped']);
    work.start();
    await work.begun(2);
    work.end();
    await work.settled();
    expect(work.events).toEqual(['run', 'stopped', 'run', 'ended, not running']);
  });

  test('that fails is logged by its name, without what the error says, and can be started again', async () => {
    await using work = new Told();
    work.start();
    await work.begun(1);
    work.end(Object.assign(new RangeError('/home/ada/Pictures/secret.jpg'), { code: 'EIO' }));
    await expect(work.settled()).resolves.toBeUndefined();
    expect(work.log.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { level: 'error', work: 'told', error: 'RangeError', code: 'EIO', message: 'work in the background failed' },
    ]);
    expect(work.events).toEqual(['run', 'ended, not running']);
    work.start();
    await work.begun(2);
  });

  test('is not started any more when it is closed', async () => {
    const work = new Told();
    await work[Symbol.asyncDispose]();
    work.start();
    await work.settled();
    expect(work.isRunning).toBe(false);
    expect(work.events).toEqual([]);
  });
});
