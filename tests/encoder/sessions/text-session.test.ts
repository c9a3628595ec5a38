import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cosine } from '../../../src-main/core/math/vector.ts';
import { TextSession } from '../../../src-main/encoder/sessions/text-session.ts';
import { packNames, packs, readManifest } from './packs.ts';

const words = ['dog', 'beach', 'snow', 'red', 'bicycle', 'night', 'children', 'sunset', 'photo', 'the', 'of', 'a'];

/** A sentence of `count` words without meaning, the same every time. */
function sentence(count: number): string[] {
  return Array.from({ length: count }, (_, i) => words[(i * 7 + Math.floor(i / 5)) % words.length] ?? '');
}

// More texts than one inference takes, short and long ones mixed.
const texts = Array.from({ length: 70 }, (_, i) => sentence(1 + ((i * 13) % 40)).join(' '));

describe.each(packNames)('texts of %s', (name) => {
  let session: TextSession;
  beforeAll(async () => {
    session = await TextSession.open(packs[name], await readManifest(name), { provider: 'cpu', threads: 2 });
  });
  afterAll(() => session.release());

  async function encode(text: string): Promise<Float32Array> {
    const [vector] = (await session.encode([text])).vectors;
    if (vector === undefined) throw new Error('Expected a vector but received none');
    return vector;
  }

  test('in a batch come out as one by one, in the order in which they were given', async () => {
    const batch = await session.encode(texts);
    expect(batch.vectors).toHaveLength(texts.length);
    for (const [i, text] of texts.entries()) {
      const alone = await encode(text);
      expect(cosine(batch.vectors[i] ?? [], alone), text).toBeGreaterThan(0.999_999_9);
    }
  });

  test('are vectors of length 1, whatever the text', async () => {
    const { vectors } = await session.encode([
      '',
      ' ',
      '\n\t',
      '🐕‍🦺🏖️',
      '日本の犬',
      '\0',
      'é',
      '\ud800',
      'a'.repeat(5_000),
      ...texts,
    ]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  test('are not all the same', async () => {
    expect(cosine(await encode('a dog on the beach'), await encode('snow at night'))).toBeLessThan(0.99);
    expect(cosine(await encode('dog'), await encode(''))).toBeLessThan(0.999);
  });

  test('longer than the context are treated as the pack says: no word at token 300 is lost in silence', async () => {
    const long = sentence(400);
    const other = long.with(300, long[300] === 'dog' ? 'beach' : 'dog');
    const { vectors, windows } = await session.encode([long.join(' '), other.join(' '), 'dog']);
    const tower = (await readManifest(name)).text;
    if (tower === undefined) throw new Error('Expected a text tower');
    const alike = cosine(vectors[0] ?? [], vectors[1] ?? []);
    expect(windows[2]).toBe(1);
    if (tower.overflow === 'truncate') {
      expect([windows[0], alike]).toEqual([1, expect.closeTo(1, 9)]);
    } else {
      const room = tower.contextLength - 2;
      expect(windows[0]).toBe(Math.ceil((400 - room) / Math.ceil(room / 2)) + 1);
      expect(alike).toBeLessThan(1 - 1e-7);
      expect(alike).toBeGreaterThan(0.8);
    }
  });

  test('of none are none', async () => {
    expect(await session.encode([])).toEqual({ vectors: [], windows: [] });
  });

  test('given twice come out equal', async () => {
    const { vectors } = await session.encode(['a dog', 'snow', 'a dog']);
    expect(cosine(vectors[0] ?? [], vectors[2] ?? [])).toBeGreaterThan(0.999_999_9);
    expect(cosine(vectors[0] ?? [], vectors[1] ?? [])).toBeLessThan(0.999);
  });

  test('of any characters at all are encoded', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 1, maxLength: 4 }),
        async (any) => {
          const { vectors } = await session.encode(any);
          expect(vectors).toHaveLength(any.length);
          for (const vector of vectors) expect(Math.abs(Math.hypot(...vector) - 1)).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 25 },
    );
  });
});
