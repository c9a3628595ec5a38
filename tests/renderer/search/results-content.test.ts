import { describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../../src-contract/index.ts';
import { JustifiedRows } from '../../../src-renderer/grid/justified-rows.ts';
import { resultsContent } from '../../../src-renderer/search/results-content.ts';

const labels = { weaker: 'weaker', nearMisses: 'near misses', month: (month: string) => `month ${month}` };

function answer(count: number, matching: number, nothingMatches = false): SearchAnswer {
  const hits = Array.from({ length: count }, (_, i) => ({
    photoId: i + 1,
    fileId: null,
    score: 1 - i / 10,
    confidence: 0.5,
    foundBy: ['look' as const],
    shares: null,
    aspect: 1.5,
    datedAt: '2020-01-01T10:00:00',
    stack: null,
  }));
  const timings = { encodeMs: 0, scanMs: 0, totalMs: 0 };
  return {
    hits,
    matching,
    mayBeMore: false,
    rest: { ids: [], aspects: [], stacks: { at: [], kinds: [], parts: [] }, files: { at: [], ids: [] } },
    months: [],
    nothingMatches,
    cannotTell: null,
    closerLookUnread: false,
    understood: { description: '', chips: [], offered: [] },
    searched: count,
    unknownLanguage: null,
    lost: [],
    unseen: 0,
    timings,
  };
}

describe('the photos of an answer', () => {
  it.each([
    ['none without an answer', null, false, []],
    ['all without a line where all match', answer(5, 5), false, [[null, 5]]],
    [
      'those that match, then weaker ones under a line',
      answer(5, 2),
      false,
      [
        [null, 2],
        ['weaker', 3],
      ],
    ],
    ['weaker ones alone where none is sure enough', answer(5, 0), false, [['weaker', 5]]],
    ['none where nothing matches', answer(5, 0, true), false, []],
    ['near misses where nothing matches and they are asked for', answer(5, 0, true), true, [['near misses', 5]]],
  ] as const)('are %s', (_, given, shows, expected) => {
    const { ids, aspects, sections, firstAll } = resultsContent(given, shows, labels);
    expect(sections.map(({ label, count }) => [label, count])).toEqual(expected);
    expect(firstAll).toBe(expected.length === 2 ? 2 : undefined);
    expect(ids.length).toBe(sections.reduce((sum, { count }) => sum + count, 0));
    expect(aspects.length).toBe(ids.length);
  });

  it('go on with those that match beyond the hits, each with the file that is meant', () => {
    const given = answer(2, 5);
    const hits = given.hits.map((hit, i) => ({ ...hit, fileId: i === 1 ? 71 : null }));
    const rest = { ...given.rest, ids: [11, 12, 13], aspects: [1, 2, 3], files: { at: [2], ids: [72] } };
    const content = resultsContent({ ...given, hits, rest }, false, labels);
    expect(content).toEqual({
      ids: [1, 2, 11, 12, 13],
      aspects: [1.5, 1.5, 1, 2, 3],
      sections: [{ key: 'matching', label: null, count: 5 }],
      files: { at: [1, 4], ids: [71, 72] },
    });
  });

  it('stand under their months in orders by date, and weaker ones under their line', () => {
    const months = [
      { month: '2021-05', count: 2 },
      { month: '2019', count: 1 },
    ];
    const { sections } = resultsContent({ ...answer(5, 3), months }, false, labels);
    expect(sections.map(({ label, count }) => [label, count])).toEqual([
      ['month 2021-05', 2],
      ['month 2019', 1],
      ['weaker', 2],
    ]);
  });

  it('are rows that the keys lead across, with room for the line between', () => {
    const { aspects, sections } = resultsContent(answer(7, 3), false, labels);
    const counted = sections.map(({ label, count }) => ({ count, hasHeading: label !== null }));
    const rows = new JustifiedRows(aspects, counted, { width: 600, rowHeight: 100, gap: 4, headingHeight: 68 });
    const last = rows.rowOf(2);
    expect(rows.rowOf(3)).toBe(last + 1);
    expect(rows.rowTop(last + 1) - rows.rowTop(last) - rows.rowHeight(last)).toBe(4 + 68);
    expect(rows.sectionTops[1]).toBe(rows.rowTop(last + 1) - 68);
    expect(rows.rowOf(rows.verticalNeighbour(2, 1))).toBe(last + 1);
    expect(rows.rowOf(rows.verticalNeighbour(3, -1))).toBe(last);
  });
});
