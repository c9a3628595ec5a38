import sharp, { type OverlayOptions, type Region, type Sharp } from 'sharp';
import { grid } from './maps.ts';

/** What is put over cells: the photo's mean colour, or the photo out of focus. */
export const blankings = ['mean colour', 'blurred'] as const;
export type Blanking = (typeof blankings)[number];

/** Blurred so far that nothing of the size of a cell is left, in shares of the longer side. */
const blurShare = 1 / 13;

/** Write a photo with some of its cells blanked. */
export async function blank(
  photo: string,
  cells: readonly number[],
  blanking: Blanking,
  target: string,
): Promise<void> {
  const upright = sharp(await sharp(photo).rotate().toColourspace('srgb').removeAlpha().png().toBuffer());
  const { width, height } = await upright.metadata();
  const cover = await coverOf(upright, blanking, Math.max(width, height));
  const edge = (at: number, of: number, size: number): number => Math.round((at * size) / of);
  const patches = cells.map(async (cell): Promise<OverlayOptions> => {
    const [column, row] = [cell % grid.columns, Math.floor(cell / grid.columns)];
    const [left, top] = [edge(column, grid.columns, width), edge(row, grid.rows, height)];
    const size = {
      width: edge(column + 1, grid.columns, width) - left,
      height: edge(row + 1, grid.rows, height) - top,
    };
    return { input: await cover({ left, top, ...size }), left, top };
  });
  await upright
    .composite(await Promise.all(patches))
    .png({ compressionLevel: 1 })
    .toFile(target);
}

/** What lies over a part of the photo. */
async function coverOf(upright: Sharp, blanking: Blanking, side: number): Promise<(part: Region) => Promise<Buffer>> {
  if (blanking === 'blurred') {
    const blurred = await upright
      .clone()
      .blur(side * blurShare)
      .png({ compressionLevel: 1 })
      .toBuffer();
    return (part) => sharp(blurred).extract(part).png({ compressionLevel: 1 }).toBuffer();
  }
  const { channels } = await upright.stats();
  const [r = 0, g = 0, b = 0] = channels.map(({ mean }) => Math.round(mean));
  return ({ width, height }) =>
    sharp({ create: { width, height, channels: 3, background: { r, g, b } } })
      .png({ compressionLevel: 1 })
      .toBuffer();
}
