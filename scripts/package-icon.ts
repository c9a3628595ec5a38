/*
 * Draws build/icon.png from build/icon.svg: what the installers make every size of icon from.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const build = join(import.meta.dirname, '..', 'build');
const edge = 1024;

await sharp(await readFile(join(build, 'icon.svg')), { density: 72 })
  .resize(edge, edge)
  .png({ compressionLevel: 9, palette: true })
  .toFile(join(build, 'icon.png'));
