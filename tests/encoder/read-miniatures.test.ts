import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { miniatureEdge } from '../../src-main/core/duplicates/miniature.ts';
import { defaultLimits } from '../../src-main/core/encoder-protocol.ts';
import { readMiniatures } from '../../src-main/encoder/decode/read-miniatures.ts';
import { tempFolder } from '../helpers/temp-folder.ts';

/** Dark on the left, bright on the right, in stripes that can be blurred. */
async function thumb(isSharp: boolean): Promise<Buffer> {
  const values = Uint8Array.from({ length: 512 * 256 }, (_, at) => {
    const column = at % 512;
    return (column < 256 ? 20 : 230) + (column % 32 < 16 ? -8 : 8);
  });
  const image = sharp(values, { raw: { width: 512, height: 256, channels: 1 } });
  return (isSharp ? image : image.blur(8)).webp({ lossless: true }).toBuffer();
}

test('miniatures are made in order, and none of a thumbnail that is missing or damaged', async () => {
  await using folder = await tempFolder();
  await writeFile(join(folder.path, 'sharp.webp'), await thumb(true));
  await writeFile(join(folder.path, 'soft.webp'), await thumb(false));
  await writeFile(join(folder.path, 'cut.webp'), 'RIFF, but no picture');
  const thumbs = ['sharp.webp', 'missing.webp', 'cut.webp', 'soft.webp'];
  const [edge, missing, cut, soft] = await readMiniatures({ thumbDir: folder.path, thumbs, limits: defaultLimits });
  expect([missing, cut]).toEqual([null, null]);
  expect(edge?.luma).toHaveLength(miniatureEdge * miniatureEdge);
  expect(edge?.luma[0]).toBeLessThan(30);
  expect(edge?.luma[miniatureEdge - 1]).toBeGreaterThan(220);
  expect(edge?.sharpness).toBeGreaterThan(soft?.sharpness ?? Infinity);
});
