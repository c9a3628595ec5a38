import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../../src-main/engine/models/read-catalogue.ts';
import { CatalogueEntry, downloadBytes, manifestOf, publishedPath } from '../../../src-main/core/pack/catalogue.ts';
import { catalogueDir } from '../../../src-main/headless/paths.ts';
import { fixtureEntry } from '../../helpers/model-catalogue.ts';

describe('an entry', () => {
  test('becomes a manifest with the sha256 of its towers', async () => {
    const entry = await fixtureEntry('tiny-clip');
    const manifest = manifestOf(CatalogueEntry.parse(entry));
    expect(manifest.image.sha256).toBe(entry.files.find(({ path }) => path === 'image.onnx')?.sha256);
    expect(manifest.text?.sha256).toBe(entry.files.find(({ path }) => path === 'text.onnx')?.sha256);
    expect(manifest.files).toHaveLength(entry.files.length);
    expect(Object.keys(manifest.files[0] ?? {}).sort()).toEqual(['bytes', 'path', 'sha256']);
    expect(downloadBytes(entry)).toBe(entry.files.reduce((sum, { bytes }) => sum + bytes, 0));
  });

  test.each([
    ['a branch instead of a commit', { revision: 'main' }],
    ['a short commit', { revision: 'abc123' }],
    ['a repository without an owner', { repo: 'model' }],
    ['a repository that leads elsewhere', { repo: '../model' }],
    ['a repository with a host', { repo: 'https://example.com/a' }],
    ['a path that leads out', { path: '../../secret' }],
    ['an absolute path', { path: '/etc/passwd' }],
  ])('with %s is refused', async (_, from) => {
    const entry = await fixtureEntry('tiny-clip');
    const [first, ...rest] = entry.files;
    const files = [{ ...first, from: { ...first?.from, ...from } }, ...rest];
    expect(CatalogueEntry.safeParse({ ...entry, files }).success).toBe(false);
  });

  test('with a tower that is none of its files is refused', async () => {
    const entry = await fixtureEntry('tiny-clip');
    expect(() => manifestOf({ ...entry, files: entry.files.slice(1) })).toThrow();
  });
});

describe('the catalogue', () => {
  test('has entries that are whole, in an order, and recommends one', async () => {
    const packs = await readCatalogue(catalogueDir());
    expect(packs.map(({ manifest }) => manifest.id)).toContain('openai-clip-vit-b-32');
    expect(packs.filter(({ entry }) => entry.recommended).map(({ manifest }) => manifest.id)).toEqual([
      'openai-clip-vit-b-32',
    ]);
    expect(packs.map(({ entry }) => entry.order)).toEqual(packs.map((_, i) => i + 1));
  });

  test('pins every file by the same bytes wherever it is named, and tells no two by the same sha256', async () => {
    const bySha = new Map<string, Set<string>>();
    const byPath = new Map<string, Set<string>>();
    for (const { entry } of await readCatalogue(catalogueDir())) {
      for (const file of entry.files) {
        const path = publishedPath(file);
        byPath.set(path, (byPath.get(path) ?? new Set()).add(`${file.sha256} ${file.bytes}`));
        bySha.set(file.sha256, (bySha.get(file.sha256) ?? new Set()).add(String(file.bytes)));
      }
    }
    expect([...byPath.values(), ...bySha.values()].every((all) => all.size === 1)).toBe(true);
  });

  test('asks for acceptance where commercial use is not allowed', async () => {
    for (const { manifest } of await readCatalogue(catalogueDir())) {
      if (!manifest.license.commercialUse) expect(manifest.license.mustAccept, manifest.id).toBe(true);
    }
  });

  test('puts packs into one space only where they have the same image tower, prepared the same way', async () => {
    const packs = await readCatalogue(catalogueDir());
    for (const same of Map.groupBy(packs, ({ manifest }) => manifest.space).values()) {
      expect(new Set(same.map(({ manifest }) => JSON.stringify(manifest.image))).size).toBe(1);
    }
  });

  test('says what each is good at, in four languages that differ', async () => {
    for (const { entry } of await readCatalogue(catalogueDir())) {
      expect(new Set(Object.values(entry.summary)).size, entry.pack.id).toBe(4);
    }
  });
});
