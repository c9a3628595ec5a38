import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Embedding } from '../../../../src-main/core/math/vector.ts';
import { ExactIndex } from '../../../../src-main/engine/search/exact-index.ts';
import type { HubCorrection } from '../../../../src-main/engine/search/hubs/hub-correction.ts';
import type { ScanOptions, ScanRequest, ScanResult } from '../../../../src-main/engine/search/vector-index.ts';
import { WindowSearch } from '../../../../src-main/engine/search/windows/window-search.ts';
import { windowFormula } from '../../../../src-main/core/windows/blended.ts';
import { windowBoxes } from '../../../../src-main/core/windows/window-boxes.ts';
import type { StoredWindows, WindowStore } from '../../../../src-main/engine/store/search/windows.ts';
import { createLogger } from '../../../../src-main/headless/log.ts';
import { embedding } from '../../../helpers/vector-library.ts';

const dim = 64;
const ids = [1, 2, 3, 4];

/** An index in which something comes to pass while it is asked. */
class SlowIndex extends ExactIndex {
  meanwhile: () => Promise<void> = () => Promise.resolve();

  override async scan(request: ScanRequest, options?: ScanOptions): Promise<ScanResult> {
    const { meanwhile } = this;
    await meanwhile();
    return super.scan(request, options);
  }
}

/** What a search needs of the database, in memory. */
class Kept {
  readonly #of = new Map<number, StoredWindows>();

  readonly store = {
    madeBy: () => ({ formula: windowFormula, texts: 'texts' }),
    setMadeBy: () => undefined,
    embedded: () => ids,
    after: (_pack: number, after: number) => [...this.#of.values()].filter(({ embedding: row }) => row > after),
    ofPhotos: (_pack: number, photoIds: readonly number[]) => photoIds.flatMap((id) => this.#of.get(id) ?? []),
    chance: () => ({
      ...{ photos: 4, covered: 4 },
      words: { median: 0, high: 1 },
      sentence: { median: 0, high: 1 },
      agreement: { pairs: 128, slope: 10 },
    }),
    save: (_pack: number, photoId: number, { codes, excess }: Pick<StoredWindows, 'codes' | 'excess'>): boolean => {
      this.#of.set(photoId, { embedding: photoId, photoId, codes, excess });
      return true;
    },
  } as unknown as WindowStore;
}

test('a photo that gets its windows while others are compared is found all the same, once', async () => {
  const index = new SlowIndex(dim);
  const whole = new Map(ids.map((id) => [id, embedding(dim, id)]));
  for (const [id, vector] of whole) index.set(id, vector);
  const texts = { general: [embedding(dim, 9)], fingerprint: 'texts' };
  const hubs = { isComplete: true, texts: () => Promise.resolve(texts) } as unknown as HubCorrection;
  await using search = new WindowSearch({
    ...{ index, hubs, pack: 1, isKnown: true, log: createLogger() },
    windows: new Kept().store,
    embeddings: { embedding: (_pack, id): Embedding | undefined => whole.get(id) },
  });
  const look = (id: number): boolean =>
    search.add(
      id,
      windowBoxes.map((_, i) => embedding(dim, 10 * id + i)),
    );
  await search.prepare(new AbortController().signal);
  await search.open();
  look(1);
  await nextTurn();
  await nextTurn();
  index.meanwhile = async () => {
    look(3);
    for (let turn = 0; turn < 5; turn++) await nextTurn();
  };
  const found = await search.look?.scan(embedding(dim, 5), { top: 9, only: null });
  expect(found?.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(ids);
});
