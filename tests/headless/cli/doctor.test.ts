import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DoctorReport } from '../../../src-contract/index.ts';
import { type CliResult, eidetic } from '../../helpers/cli.ts';
import { photo } from '../../helpers/photos.ts';
import { tempFolder, type TempFolder, writeFiles } from '../../helpers/temp-folder.ts';

let folder: TempFolder;
let dataDir: string;

beforeAll(async () => {
  folder = await tempFolder();
  dataDir = join(folder.path, 'data');
  await writeFiles(folder.path, { 'photos/a.jpg': photo(1) });
  await run('index', join(folder.path, 'photos'));
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Run over the library of this file. */
function run(...args: string[]): Promise<CliResult> {
  return eidetic(args, { dataDir });
}

describe('doctor', () => {
  test('finds everything in order, without touching the library', async () => {
    const before = await run('status', '--json');
    const result = await run('doctor', '--json');
    expect(result.code).toBe(0);
    const report = DoctorReport.parse(result.json[0]);
    expect(report.checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['data folder', true],
      ['model pack', true],
      ['encoder', true],
      ['one photo, there and back', true],
    ]);
    expect(report.checks[2]?.detail).toMatch(
      /; self-test by golden vectors of the pack: cosine at least [01]\.\d{6} for images, [01]\.\d{6} for texts$/u,
    );
    expect(Object.keys(report.versions)).toEqual(
      expect.arrayContaining(['node', 'sqlite', 'sharp', 'onnxruntime-node']),
    );
    expect((await run('status', '--json')).stdout).toBe(before.stdout);
    // On this machine there may be a GPU or none: each is listed with what came of it.
    expect(report.processors).toMatchObject({ requested: 'auto', trying: null });
    expect(report.processors?.trials.map(({ provider }) => provider)).toContain('webgpu');
    expect(report.processors?.trials.every(({ reason }) => reason !== '')).toBe(true);
  });

  test('runs every check and tells what is wrong', async () => {
    await using broken = await tempFolder();
    await writeFiles(broken.path, { file: 'x', 'pack/pack.json': '{}' });
    const badData = await eidetic(['doctor'], { dataDir: join(broken.path, 'file') });
    expect(badData.code).toBe(4);
    expect(badData.stdout).toMatch(/FAIL {2}data folder: DATA_DIR_UNUSABLE: [^]* {2}ok {2}encoder: /);
    const badPack = await eidetic(['--pack', join(broken.path, 'pack'), 'doctor', '--json'], { dataDir });
    expect(badPack.code).toBe(5);
    expect(DoctorReport.parse(badPack.json[0]).checks.map(({ ok }) => ok)).toEqual([true, false, false, false]);
  });
});
