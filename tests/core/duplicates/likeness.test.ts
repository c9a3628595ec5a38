import { describe, expect, test } from 'vitest';
import { isSamePicture, likeness, roughDim, roughOf } from '../../../src-main/core/duplicates/likeness.ts';
import { miniatureBytes, miniatureEdge, sharpnessOf } from '../../../src-main/core/duplicates/miniature.ts';

/** Soft waves that follow from a seed, looked at through a window of the plane. */
function picture(seed: number, { zoom = 1, x = 0, y = 0 } = {}): Uint8Array {
  return Uint8Array.from({ length: miniatureBytes }, (_, at) => {
    const right = (((at % miniatureEdge) + 0.5) / miniatureEdge) * zoom + x;
    const down = ((Math.floor(at / miniatureEdge) + 0.5) / miniatureEdge) * zoom + y;
    const waves =
      Math.sin(seed + 5 * right + 3 * down) +
      Math.sin(2.3 * seed + 9 * down) +
      Math.cos(1.7 * seed + 11 * right - 4 * down);
    return 128 + 30 * waves;
  });
}

function changed(luma: Uint8Array, change: (value: number, at: number) => number): Uint8Array {
  return luma.map((value, at) => Math.min(255, Math.max(0, Math.round(change(value, at)))));
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return isSamePicture(likeness(a, b));
}

const original = picture(1);

describe('the same picture is', () => {
  test.each<[string, Uint8Array]>([
    ['itself', original],
    ['brighter', changed(original, (value) => value + 25)],
    ['with less contrast', changed(original, (value) => 60 + value * 0.5)],
    ['noisy', changed(original, (value, at) => value + ((at * 7919) % 11) - 5)],
    ['cut by 3 % at one corner', picture(1, { zoom: 0.97, x: 0.03, y: 0.03 })],
    ['cut by 8 % on all sides', picture(1, { zoom: 0.92, x: 0.04, y: 0.04 })],
  ])('%s', (_, version) => {
    expect(isSame(original, version)).toBe(true);
    expect(isSame(version, original)).toBe(true);
  });
});

describe('another picture is', () => {
  test.each<[string, Uint8Array]>([
    ['of something else', picture(2)],
    ['its negative', changed(original, (value) => 255 - value)],
    ['a part of it', picture(1, { zoom: 0.5, x: 0.2, y: 0.2 })],
    [
      'the same scene with something in front',
      changed(original, (value, at) => (at % miniatureEdge < 9 && at / miniatureEdge > 22 ? 255 - value : value)),
    ],
    ['a grey area', new Uint8Array(miniatureBytes).fill(128)],
  ])('%s', (_, other) => {
    expect(isSame(original, other)).toBe(false);
    expect(isSame(other, original)).toBe(false);
  });

  test('another grey area', () => {
    expect(isSame(new Uint8Array(miniatureBytes).fill(128), new Uint8Array(miniatureBytes).fill(129))).toBe(false);
  });
});

test('a rough look has length 1, and there is none of a grey area', () => {
  const look = roughOf(original);
  expect(look).toHaveLength(roughDim);
  expect(Math.hypot(...(look ?? []))).toBeCloseTo(1, 5);
  expect(roughOf(new Uint8Array(miniatureBytes))).toBeUndefined();
});

test('a miniature of another size is refused', () => {
  expect(() => likeness(original, original.subarray(1))).toThrow('Expected 1024 luminances but received 1023');
});

test('sharpness is that of the edges, and none where there is no inside', () => {
  const soft = Uint8Array.from({ length: 64 }, (_, at) => (at % 8) * 16);
  const hard = Uint8Array.from({ length: 64 }, (_, at) => (at % 8 < 4 ? 0 : 112));
  expect(sharpnessOf(soft, 8, 8)).toBe(0);
  expect(sharpnessOf(hard, 8, 8)).toBeGreaterThan(10);
  expect(sharpnessOf(hard, 1, 64)).toBe(0);
});
