import fc from 'fast-check';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Embedding } from '../../src-main/core/math/vector.ts';
import { Scheduler } from '../../src-main/encoder/scheduler.ts';

/** An inference of the test's own: it writes down what it was given, and ends when told. */
class Inference {
  readonly log: string[] = [];
  readonly batches: (readonly number[])[] = [];
  batch = 4;
  /** Photos that the scheduler may expect beyond those it has. */
  expected = 0;
  nowMs = 0;
  #held: (() => void) | undefined;
  #failing = new Set<number>();

  readonly scheduler = new Scheduler<number>({
    encodeImages: async (inputs) => {
      this.batches.push(inputs);
      this.log.push(`photos ${inputs.join(',')}`);
      if (this.#held !== undefined) await new Promise<void>((resolve) => (this.#held = resolve));
      if (inputs.some((input) => this.#failing.has(input))) throw new Error(`inference of ${inputs.join(',')} failed`);
      return inputs.map((input) => Float32Array.of(input));
    },
    batch: () => this.batch,
    expected: () => this.expected,
    nowMs: () => this.nowMs,
  });

  /** Let the next inference last until `release`. */
  hold(): void {
    this.#held = () => undefined;
  }

  release(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.();
  }

  failOn(photo: number): void {
    this.#failing.add(photo);
  }

  query(name: string): Promise<string> {
    return this.scheduler.urgent(() => {
      this.log.push(name);
      return Promise.resolve(name);
    });
  }

  looked(name: string): Promise<string> {
    return this.scheduler.soon(() => {
      this.log.push(name);
      return Promise.resolve(name);
    });
  }

  photos(...numbers: readonly number[]): Promise<Embedding[]> {
    return Promise.all(numbers.map((number) => this.scheduler.image(number)));
  }
}

/** Long enough for everything that can run to have run. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await nextTurn();
}

describe('batches', () => {
  test('fill up before they run', async () => {
    const inference = new Inference();
    inference.expected = 8;
    const all = inference.photos(1, 2, 3);
    await settle();
    expect(inference.batches).toEqual([]);
    const rest = inference.photos(4, 5, 6, 7, 8);
    expect(await Promise.all([all, rest])).toEqual([
      [1, 2, 3].map((n) => Float32Array.of(n)),
      [4, 5, 6, 7, 8].map((n) => Float32Array.of(n)),
    ]);
    expect(inference.batches).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });

  test('run partly filled when nothing more is expected', async () => {
    const inference = new Inference();
    expect(await inference.photos(1, 2)).toEqual([Float32Array.of(1), Float32Array.of(2)]);
    expect(inference.batches).toEqual([[1, 2]]);
  });

  test('run partly filled when what was expected does not come', async () => {
    const inference = new Inference();
    inference.expected = 1;
    const photos = inference.photos(1, 2, 3);
    await settle();
    expect(inference.batches).toEqual([]);
    inference.expected = 0;
    inference.scheduler.poke();
    await photos;
    expect(inference.batches).toEqual([[1, 2, 3]]);
  });

  test('keep the order in which photos came', async () => {
    const inference = new Inference();
    await inference.photos(...Array.from({ length: 10 }, (_, i) => i));
    expect(inference.batches.flat()).toEqual(Array.from({ length: 10 }, (_, i) => i));
  });

  test('follow a batch size that changes', async () => {
    const inference = new Inference();
    inference.hold();
    const photos = inference.photos(1, 2, 3, 4, 5, 6, 7);
    await settle();
    inference.batch = 2;
    inference.release();
    await photos;
    expect(inference.batches.map((batch) => batch.length)).toEqual([4, 2, 1]);
  });

  test('fail alone: an error rejects the photos of its batch and no others', async () => {
    const inference = new Inference();
    inference.failOn(6);
    const results = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => inference.scheduler.image(i)));
    expect(results.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 4 }, () => 'fulfilled'),
      ...Array.from({ length: 4 }, () => 'rejected'),
      ...Array.from({ length: 4 }, () => 'fulfilled'),
    ]);
    expect(await inference.photos(99)).toEqual([Float32Array.of(99)]);
  });

  test('reject what an inference gives no embedding for', async () => {
    const scheduler = new Scheduler<number>({
      encodeImages: () => Promise.resolve([Float32Array.of(1)]),
      batch: () => 2,
      expected: () => 0,
    });
    const results = await Promise.allSettled([scheduler.image(1), scheduler.image(2)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});

describe('queries', () => {
  test('go before photos that wait', async () => {
    const inference = new Inference();
    inference.hold();
    const photos = inference.photos(1, 2, 3, 4, 5, 6, 7, 8);
    await settle();
    const queries = Promise.all([inference.query('first'), inference.query('second')]);
    inference.release();
    expect(await queries).toEqual(['first', 'second']);
    await photos;
    expect(inference.log.slice(0, 3)).toEqual(['photos 1,2,3,4', 'first', 'second']);
  });

  test('go first even when the photos came before them', async () => {
    const inference = new Inference();
    const photos = inference.photos(1, 2, 3, 4);
    await inference.query('query');
    await photos;
    expect(inference.log[0]).toBe('query');
  });

  test('make the batches of photos short for five seconds', async () => {
    const inference = new Inference();
    inference.nowMs = 1_000;
    await inference.query('query');
    await settle();
    inference.nowMs = 5_999;
    await inference.photos(1, 2, 3, 4, 5, 6);
    expect(inference.batches.splice(0).map((batch) => batch.length)).toEqual([2, 2, 2]);
    inference.nowMs = 6_000;
    await inference.photos(1, 2, 3, 4, 5, 6);
    expect(inference.batches.map((batch) => batch.length)).toEqual([4, 2]);
  });

  test('never make a batch larger than the pack allows', async () => {
    const inference = new Inference();
    inference.batch = 1;
    await inference.query('query');
    await inference.photos(1, 2);
    expect(inference.batches).toEqual([[1], [2]]);
  });

  test.each([
    ['rejects', () => Promise.reject(new Error('no such text'))],
    [
      'throws at once',
      (): Promise<never> => {
        throw new Error('no such text');
      },
    ],
  ])('fail alone when one %s', async (_, work) => {
    const inference = new Inference();
    await expect(inference.scheduler.urgent(work)).rejects.toThrow('no such text');
    expect(await inference.query('next')).toBe('next');
    expect(await inference.photos(1)).toEqual([Float32Array.of(1)]);
  });
});

type Step =
  | { readonly kind: 'photo' | 'query' | 'turn' | 'nothing came' }
  | { readonly kind: 'decode'; readonly photos: number }
  | { readonly kind: 'pass'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ kind: 'photo' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'query' }) },
  { weight: 3, arbitrary: fc.constant<Step>({ kind: 'turn' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'nothing came' }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 6 }).map((photos): Step => ({ kind: 'decode', photos })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9_000 }).map((ms): Step => ({ kind: 'pass', ms })) },
);

describe('what somebody looks at', () => {
  test('runs after queries and before photos', async () => {
    const inference = new Inference();
    inference.hold();
    const first = inference.photos(1, 2, 3, 4);
    await settle();
    const others = [
      inference.photos(5, 6),
      inference.looked('a part'),
      inference.looked('another'),
      inference.query('q'),
    ];
    inference.release();
    await Promise.all([first, ...others]);
    expect(inference.log).toEqual(['photos 1,2,3,4', 'q', 'a part', 'another', 'photos 5,6']);
  });

  test('lets a query that comes meanwhile go between two parts', async () => {
    const inference = new Inference();
    const inParts = async (): Promise<void> => {
      await inference.looked('part 1');
      await inference.looked('part 2');
      await inference.looked('part 3');
    };
    const all = inParts();
    const query = inference.looked('before').then(() => inference.query('q'));
    await Promise.all([all, query]);
    expect(inference.log.indexOf('q')).toBeLessThan(inference.log.indexOf('part 3'));
  });

  test('fails alone', async () => {
    const inference = new Inference();
    const failed = inference.scheduler.soon(() => {
      throw new Error('no such part');
    });
    await expect(failed).rejects.toThrow('no such part');
    expect(await inference.looked('a part')).toBe('a part');
  });
});

test('loses nothing and runs nothing twice, however photos and queries come in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), async (steps, batch) => {
      const inference = new Inference();
      inference.batch = batch;
      const queries: Promise<string>[] = [];
      const photos: Promise<Embedding>[] = [];
      const photo = (): void => {
        photos.push(inference.scheduler.image(photos.length));
      };
      for (const current of steps) {
        if (current.kind === 'turn') await nextTurn();
        else if (current.kind === 'query') queries.push(inference.query(`query ${queries.length}`));
        else if (current.kind === 'pass') inference.nowMs += current.ms;
        else if (current.kind === 'decode') inference.expected += current.photos;
        else if (inference.expected > 0) {
          // As the service does it: the photo is queued before it stops being expected.
          if (current.kind === 'photo') photo();
          inference.expected--;
          inference.scheduler.poke();
        } else photo();
      }
      while (inference.expected > 0) {
        photo();
        inference.expected--;
        inference.scheduler.poke();
      }
      const embeddings = await Promise.all(photos);
      expect(embeddings.map(([value]) => value)).toEqual(photos.map((_, i) => i));
      expect(await Promise.all(queries)).toEqual(queries.map((_, i) => `query ${i}`));
      expect(inference.batches.flat()).toEqual(photos.map((_, i) => i));
      for (const run of inference.batches) expect(run.length).toBeLessThanOrEqual(batch);
    }),
    { numRuns: 150, timeout: 5_000 },
  );
});
