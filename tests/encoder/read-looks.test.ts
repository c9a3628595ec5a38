import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../src-main/core/encoder-protocol.ts';
import { readLooks } from '../../src-main/encoder/decode/read-looks.ts';
import { tempFolder } from '../helpers/temp-folder.ts';

function thumb(background: string | { r: number; g: number; b: number; alpha: number }): Promise<Buffer> {
  const channels = typeof background === 'string' ? 3 : 4;
  return sharp({ create: { width: 64, height: 48, channels, background } })
    .webp({ lossless: true })
    .toBuffer();
}

test('thumbnails are measured in order, and none that is missing or damaged', async () => {
  await using folder = await tempFolder();
  await writeFile(join(folder.path, 'red.webp'), await thumb('#dc143c'));
  await writeFile(join(folder.path, 'clear.webp'), await thumb({ r: 0, g: 0, b: 0, alpha: 0 }));
  await writeFile(join(folder.path, 'cut.webp'), 'RIFF, but no picture');
  const looksOf = ['red.webp', 'missing.webp', 'cut.webp', 'clear.webp'];
  const [red, missing, cut, clear] = await readLooks({ thumbDir: folder.path, looksOf, limits: defaultLimits });
  expect([missing, cut]).toEqual([null, null]);
  expect(red?.colours).toEqual([['red', 1]]);
  expect(red?.sharpness).toBeCloseTo(0, 6);
  // What can be seen through is shown on white.
  expect(clear?.colours).toEqual([['white', 1]]);
});
