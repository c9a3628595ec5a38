import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mercatorX, mercatorY } from '../../../src-contract/index.ts';
import { isInBox } from '../../../src-main/core/geo.ts';
import {
  boundsOf,
  cellsOf,
  type Cluster,
  clustersOf,
  type Positions,
  positionsOf,
} from '../../../src-main/core/places/clusters.ts';

type Point = readonly [latitude: number, longitude: number];

function positions(points: readonly Point[]): Positions {
  return positionsOf(
    Float64Array.from(points, ([latitude]) => latitude),
    Float64Array.from(points, ([, longitude]) => longitude),
  );
}

function apart(a: Cluster, b: Cluster): number {
  const way = Math.abs(a.x - b.x);
  return Math.max(Math.min(way, 1 - way), Math.abs(a.y - b.y));
}

const lisbon: Point = [38.71, -9.14];
const porto: Point = [41.15, -8.61];
const paris: Point = [48.86, 2.35];

describe('clusters', () => {
  test('part as one looks closer, most photos first', () => {
    const all = positions([paris, lisbon, porto, lisbon]);
    const members = (level: number): number[][] => clustersOf(all, level).map((cluster) => cluster.members());
    expect(members(0)).toEqual([[0, 1, 2, 3]]);
    expect(members(4)).toEqual([[1, 2, 3], [0]]);
    expect(members(8)).toEqual([[1, 3], [0], [2]]);
    // The same point is never parted.
    expect(members(17)).toEqual([[1, 3], [0], [2]]);
  });

  test('stand in the middle of their photos, with a box around them', () => {
    const [cluster] = clustersOf(positions([lisbon, porto]), 2);
    expect(cluster?.x).toBeCloseTo((mercatorX(lisbon[1]) + mercatorX(porto[1])) / 2, 9);
    expect(cluster?.y).toBeCloseTo((mercatorY(lisbon[0]) + mercatorY(porto[0])) / 2, 9);
    expect(cluster?.box.south).toBe(lisbon[0]);
    expect(cluster?.box.north).toBe(porto[0]);
    expect(cluster?.box.west).toBeCloseTo(lisbon[1], 6);
    expect(cluster?.box.east).toBeCloseTo(porto[1], 6);
  });

  test('go across the antimeridian, where the map ends and begins', () => {
    const [cluster, ...others] = clustersOf(
      positions([
        [-17, 179.9],
        [-17, -179.9],
        [-17, -179.9],
      ]),
      5,
    );
    expect(others).toEqual([]);
    expect(cluster?.box.west).toBeCloseTo(179.9, 6);
    expect(cluster?.box.east).toBeCloseTo(-179.9, 6);
    expect(cluster?.x).toBeCloseTo(0.1 / 3 / 360, 6);
  });

  test('have poles at the edge of the map', () => {
    const [north, south] = clustersOf(
      positions([
        [90, 0],
        [89, 0.1],
        [-90, 120],
      ]),
      3,
    );
    expect(north).toMatchObject({ y: expect.closeTo(0, 9) as number, count: 2 });
    expect(north?.box.north).toBe(90);
    expect(south).toMatchObject({ y: expect.closeTo(1, 9) as number, count: 1 });
    expect(south?.box.south).toBe(-90);
  });

  test('of a part of the map are those of the whole map there', () => {
    const all = positions(Array.from({ length: 400 }, (_, i) => [35 + ((i * 7.3) % 20), -12 + ((i * 3.7) % 40)]));
    const box = { south: 42, north: 46, west: 2, east: 9 };
    const inside = ({ x, y }: Cluster): boolean =>
      x > mercatorX(2) && x < mercatorX(9) && y > mercatorY(46) && y < mercatorY(42);
    const counts = (clusters: readonly Cluster[]): number[] =>
      clusters
        .filter(inside)
        .map(({ count }) => count)
        .sort((a, b) => b - a);
    // Where many marks touch, one far away may decide which of them are joined: not so in cells that stand apart.
    expect(counts(clustersOf(all, 11, box))).toEqual(counts(clustersOf(all, 11)));
  });

  test('hold every photo once, never lie over each other, and are the same whatever the order', () => {
    const point = fc.tuple(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180)),
    );
    const level = fc.oneof(fc.integer({ min: 0, max: 17 }), fc.double({ min: 0, max: 17, noNaN: true }));
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), level, (points, at) => {
        const clusters = clustersOf(positions(points), at);
        const members = clusters.flatMap((cluster) => cluster.members());
        expect(members.sort((a, b) => a - b)).toEqual([...points.keys()]);
        for (const [i, cluster] of clusters.entries()) {
          expect(cluster.members()).toHaveLength(cluster.count);
          for (const other of clusters.slice(i + 1)) expect(apart(cluster, other)).toBeGreaterThan(0.999 / cellsOf(at));
          for (const member of cluster.members()) {
            const [latitude, longitude] = points[member] ?? [0, 0];
            const sameMeridian = Math.abs(longitude) === 180 ? [180, -180] : [longitude];
            expect(sameMeridian.some((each) => isInBox(cluster.box, latitude, each))).toBe(true);
          }
        }
      }),
    );
  });
});

describe('bounds', () => {
  test('leave out the widest gap, also where that is not the antimeridian', () => {
    expect(boundsOf(positions([lisbon, paris]))).toEqual({ south: 38.71, north: 48.86, west: -9.14, east: 2.35 });
    expect(
      boundsOf(
        positions([
          [-17, 178],
          [-14, -171],
        ]),
      ),
    ).toEqual({ south: -17, north: -14, west: 178, east: -171 });
  });

  test('of one point are that, and of none there are none', () => {
    expect(boundsOf(positions([lisbon]))).toEqual({ south: 38.71, north: 38.71, west: -9.14, east: -9.14 });
    expect(boundsOf(positions([]))).toBeNull();
  });
});
