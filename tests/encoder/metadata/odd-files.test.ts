import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp, { type Metadata } from 'sharp';
import { describe, expect, test } from 'vitest';
import { noMetadata, type PhotoMetadata } from '../../../src-main/core/photo-metadata.ts';
import { readMetadata } from '../../../src-main/encoder/metadata/read-metadata.ts';
import { expectations, orientations } from '../../fixtures/metadata/odd-files.ts';

const evalFolder = process.env['EIDETIC_EVAL_DIR'] ?? path.resolve(import.meta.dirname, '../../../../shared/eval');
const oddFiles = path.join(evalFolder, 'odd-files');
const isAbsent = !existsSync(oddFiles);
if (isAbsent)
  // eslint-disable-next-line no-console -- skipped in silence, these tests would look passed
  console.warn(`NOT TESTED on real files: no folder ${oddFiles}. Set EIDETIC_EVAL_DIR to the evaluation data.`);

async function read(file: string): ReturnType<typeof readMetadata> {
  const bytes = await readFile(path.join(oddFiles, file));
  return readMetadata(bytes, await sharp(bytes).metadata());
}

async function openWithSharp(bytes: Buffer): Promise<Metadata | null> {
  try {
    return await sharp(bytes).metadata();
  } catch {
    return null;
  }
}

/** Round to what ExifTool prints. */
function rounded(metadata: PhotoMetadata): unknown {
  const round = (value: unknown): unknown => (typeof value === 'number' ? Math.round(value * 1e8) / 1e8 : value);
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, round(value)]));
}

describe('real files', () => {
  test.skipIf(isAbsent).each(expectations)('reads %s as ExifTool does', async (file, expected, expectedWarnings) => {
    const { metadata, warnings } = await read(file);
    expect(rounded(metadata)).toEqual({ ...noMetadata, ...expected });
    expect(warnings).toEqual(expectedWarnings);
  });

  test.skipIf(isAbsent).each(orientations)('reads the orientation of %s as %i', async (file, orientation) => {
    const { metadata, warnings } = await read(file);
    expect(metadata.orientation).toBe(orientation);
    expect(warnings).toEqual([]);
  });

  test.skipIf(isAbsent)('has an expectation for every file with interesting metadata', async () => {
    const known = new Set([...expectations, ...orientations].map(([file]) => file));
    for (const folder of ['exif', 'exif_broken', 'orientation']) {
      for (const name of await readdir(path.join(oddFiles, folder))) expect(known).toContain(`${folder}/${name}`);
    }
  });

  test.skipIf(isAbsent)('reads every file that sharp opens, in well under a second', async () => {
    for (const folder of ['formats', 'corrupt', 'bombs']) {
      for (const name of await readdir(path.join(oddFiles, folder))) {
        const bytes = await readFile(path.join(oddFiles, folder, name));
        const blocks = await openWithSharp(bytes);
        if (blocks === null) continue;
        const start = performance.now();
        await readMetadata(bytes, blocks);
        expect(performance.now() - start, name).toBeLessThan(500);
      }
    }
  });
});
