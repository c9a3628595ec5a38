import { expect, test } from 'vitest';
import { plansOf } from '../../helpers/plans.ts';
import { pack } from '../../helpers/store.ts';

test('tags are counted, and photos without them found, by indexes alone', async () => {
  const plans = await plansOf((store) => {
    const row = store.packs.register(pack);
    const pass = store.tagPasses.begin(row, 'a test', new Map());
    store.tagPasses.show(pass);
    const tag = store.tags.add('a shed');
    return () => {
      store.tagCounts.tags();
      store.tagCounts.photosOf([tag]);
      store.tagPasses.counts();
      store.tagPasses.unseen(pass, row, 0);
      store.tagPasses.hasSeenAllOf(pass, pass);
    };
  });
  const opened = plans.flatMap(({ steps }) =>
    steps.filter((step) => /^(?:SCAN|SEARCH) (?:photos|embeddings) (?!USING COVERING INDEX)/.test(step)),
  );
  expect(plans.length).toBeGreaterThan(5);
  expect(opened).toEqual([]);
});
