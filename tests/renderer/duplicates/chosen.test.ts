import { describe, expect, test } from 'vitest';
import type { DuplicateGroup, DuplicateKind, DuplicateVersion } from '../../../src-contract/index.ts';
import { divided, groupKey, proposed, versionKey } from '../../../src-renderer/duplicates/chosen.ts';

function version(photoId: number, fileIds: number[], sizeBytes = 100): DuplicateVersion {
  const facts = { name: `${photoId}.jpg`, folder: '/photos', format: 'jpeg', width: 4, height: 3, takenAt: null };
  return { photoId, fileIds, sizeBytes, reason: null, ...facts };
}

function group(kind: DuplicateKind, ...versions: DuplicateVersion[]): DuplicateGroup {
  return { kind, versions };
}

const near = group('near', version(1, [11]), version(2, [12, 13], 40), version(3, [14], 60));

describe('what is to go', () => {
  test('is all but the best, by photo or by file', () => {
    expect([...proposed(near)]).toEqual(['2 12', '3 14']);
    expect([...proposed(group('exact', version(1, [11]), version(1, [12])))]).toEqual(['1 12']);
  });

  test('is nothing of a burst', () => {
    expect(proposed({ ...near, kind: 'burst' }).size).toBe(0);
  });

  test('is counted with its bytes, and told when nothing would stay', () => {
    expect(divided(near, proposed(near))).toMatchObject({ bytes: 100, staysNone: false });
    expect(divided(near, proposed(near)).goes.map(({ photoId }) => photoId)).toEqual([2, 3]);
    expect(divided(near, new Set(near.versions.map(versionKey)))).toMatchObject({ bytes: 200, staysNone: true });
    expect(divided(near, new Set())).toMatchObject({ goes: [], bytes: 0, staysNone: false });
  });
});

test('a group that has lost a version is another', () => {
  expect(groupKey(near)).not.toBe(groupKey({ ...near, versions: near.versions.slice(0, 2) }));
  expect(groupKey(near)).not.toBe(groupKey({ ...near, kind: 'burst' }));
});
