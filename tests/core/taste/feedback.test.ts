import { describe, expect, test } from 'vitest';
import { dot, type Embedding, meanDirection } from '../../../src-main/core/math/vector.ts';
import { type Judged, refine } from '../../../src-main/core/taste/feedback.ts';
import { anyDirection, around, randomNumbers } from '../albums/points.ts';

const dim = 64;
const random = randomNumbers(11);
const [wanted, unwanted] = [anyDirection(dim, random), anyDirection(dim, random)];
const photos = {
  wanted: around(wanted, { count: 20, spread: 0.7, random }),
  unwanted: around(unwanted, { count: 20, spread: 0.7, random }),
};
const centre = meanDirection([...photos.wanted, ...photos.unwanted]).map((value) => value * 0.6);

function judged(embeddings: readonly Embedding[], isLiked: boolean, prior = 0): Judged[] {
  return embeddings.map((embedding) => ({ embedding, isLiked, prior }));
}

/** What is added to the log-odds of each, on average. */
function added(by: readonly Judged[], to: readonly Embedding[]): number {
  const refinement = refine(by, centre);
  if (refinement === null) throw new Error('Expected something to be learnt');
  const { direction, logits, middle } = refinement;
  return to.reduce((sum, each) => sum + logits * (dot(direction, each) - middle), 0) / to.length;
}

describe('judged photos', () => {
  const others = { wanted: photos.wanted.slice(4), unwanted: photos.unwanted.slice(4) };

  test('that are liked make those like them likelier, and one alone does already', () => {
    const one = added(judged(photos.wanted.slice(0, 1), true), others.wanted);
    expect(one).toBeGreaterThan(0.2);
    expect(added(judged(photos.wanted.slice(0, 4), true), others.wanted)).toBeGreaterThan(one);
  });

  test('that are not make those like them less likely', () => {
    expect(added(judged(photos.unwanted.slice(0, 2), false), others.unwanted)).toBeLessThan(-0.2);
  });

  test('tell apart what is liked and what is not', () => {
    const both = [...judged(photos.wanted.slice(0, 3), true), ...judged(photos.unwanted.slice(0, 3), false)];
    expect(added(both, others.wanted)).toBeGreaterThan(0.5);
    expect(added(both, others.unwanted)).toBeLessThan(-0.5);
  });

  test('say little where the query said so already', () => {
    const some = photos.wanted.slice(0, 2);
    const known = added(judged(some, true, 5), others.wanted);
    expect(known).toBeGreaterThan(0);
    expect(known).toBeLessThan(added(judged(some, true, 0), others.wanted) / 5);
  });

  test('of one kind leave room for the other, however many they are', () => {
    const few = judged(photos.wanted.slice(0, 3), true);
    const many = judged(around(unwanted, { count: 300, spread: 0.7, random }), false);
    expect(refine([...few, ...many], centre)).toEqual(refine([...few, ...many.slice(-197)], centre));
    expect(refine([...many, ...few], centre)).toEqual(refine([...few, ...many.slice(-197)], centre));
    // Of either the latest are learnt from.
    const [likes, dislikes] = [judged(around(wanted, { count: 150, spread: 0.7, random }), true), many.slice(0, 150)];
    const latest = [...likes.slice(-100), ...dislikes.slice(-100)];
    expect(refine([...likes, ...dislikes], centre)).toEqual(refine(latest, centre));
  });

  test('say nothing where there are none, or all photos are the same', () => {
    expect(refine([], centre)).toBeNull();
    const [same] = photos.wanted;
    expect(same && refine(judged([same], true), same)).toBeNull();
  });
});
