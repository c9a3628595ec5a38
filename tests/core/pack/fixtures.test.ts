import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import { inconsistencies, unsupportedFeatures } from '../../../src-main/core/pack/support.ts';
import { goldenOf } from '../../encoder/sessions/packs.ts';

// Complete small packs, made by tests/fixtures/make_packs.py.
const packs = new URL('../../fixtures/packs/', import.meta.url);

describe.each(['tiny-clip', 'tiny-f16'])('fixture pack %s', async (id) => {
  const folder = new URL(`${id}/`, packs);
  const pack = PackManifest.parse(JSON.parse(await readFile(new URL('pack.json', folder), 'utf8')));

  test('asks for nothing that the encoder cannot do', () => {
    expect(unsupportedFeatures(pack)).toEqual([]);
  });

  test('does not contradict itself', () => {
    expect(inconsistencies(pack)).toEqual([]);
    expect(pack.id).toBe(id);
    expect(pack.space).toBe(pack.image.sha256);
  });

  test('lists every file with its size and sha256', async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    expect(files).toHaveLength(pack.files.length + 1);
    for (const file of pack.files) {
      const bytes = await readFile(new URL(file.path, folder));
      expect({ ...file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }).toEqual(file);
    }
  });

  test('stays under 60 KB', async () => {
    const manifest = await readFile(new URL('pack.json', folder));
    expect(pack.files.reduce((sum, file) => sum + file.bytes, manifest.length)).toBeLessThan(60_000);
  });

  test('tests itself with unit vectors and framed ids', () => {
    const { images, texts } = goldenOf(pack);
    expect(images).toHaveLength(4);
    expect(texts.length).toBeGreaterThanOrEqual(5);
    for (const { vector } of [...images, ...texts]) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    for (const { ids } of texts) {
      expect([ids.at(0), ids.at(-1)]).toEqual([pack.text?.tokenizer.bos, pack.text?.tokenizer.eos]);
      expect(ids.length).toBeLessThanOrEqual(pack.text?.contextLength ?? 0);
    }
  });
});
