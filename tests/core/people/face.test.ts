import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { type Face, uprightBox } from '../../../src-main/core/people/face.ts';

const stored = { width: 40, height: 20 };
/** A rectangle of the stored picture, in pixels. */
const mark = { left: 4, top: 2, width: 12, height: 6 };

const face: Face = {
  name: 'Ada',
  x: mark.left / stored.width,
  y: mark.top / stored.height,
  width: mark.width / stored.width,
  height: mark.height / stored.height,
  isUpright: false,
  drawnOn: stored,
};

/** Where a white rectangle of a black picture is when that was turned as its orientation says. */
async function turned(orientation: number): Promise<{ box: number[]; width: number; height: number }> {
  const white = sharp({ create: { ...mark, channels: 3, background: 'white' } }).png();
  const picture = await sharp({ create: { ...stored, channels: 3, background: 'black' } })
    .composite([{ input: await white.toBuffer(), left: mark.left, top: mark.top }])
    .withMetadata({ orientation })
    .png()
    .toBuffer();
  const { data, info } = await sharp(picture).autoOrient().greyscale().raw().toBuffer({ resolveWithObject: true });
  const lit = [...data.entries()].filter(([, value]) => value > 127).map(([i]) => i);
  const xs = lit.map((i) => i % info.width);
  const ys = lit.map((i) => Math.floor(i / info.width));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const box = [
    left / info.width,
    top / info.height,
    (Math.max(...xs) + 1 - left) / info.width,
    (Math.max(...ys) + 1 - top) / info.height,
  ];
  return { box, width: info.width, height: info.height };
}

describe('a face', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('is where the pixels are, in orientation %i', async (orientation) => {
    const { box, width, height } = await turned(orientation);
    const found = uprightBox(face, { orientation, width, height });
    expect([found?.x, found?.y, found?.width, found?.height].map((side) => side?.toFixed(6))).toEqual(
      box.map((side) => side.toFixed(6)),
    );
    expect(uprightBox({ ...face, drawnOn: null }, { orientation, width, height }), 'of an unknown size').toEqual(found);
  });

  test('that was drawn on the upright picture stays, as far as that is known', () => {
    const photo = { orientation: 6, width: 20, height: 40 };
    const { x, y, width, height } = face;
    expect(uprightBox({ ...face, drawnOn: { width: 200, height: 400 } }, photo)).toMatchObject({ x, y });
    expect(uprightBox({ ...face, isUpright: true, drawnOn: null }, photo)).toEqual({
      x,
      y,
      width: expect.closeTo(width, 9) as number,
      height: expect.closeTo(height, 9) as number,
    });
  });

  test('is nowhere in a photo that was cut since', () => {
    for (const orientation of [1, 3, 6]) expect(uprightBox(face, { orientation, width: 30, height: 20 })).toBeNull();
    expect(uprightBox(face, { orientation: 1, width: 403, height: 200 }), 'rounded').not.toBeNull();
  });
});
