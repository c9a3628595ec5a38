import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueEntry } from '../../src-main/core/pack/catalogue.ts';
import type { PackManifest } from '../../src-main/core/pack/manifest.ts';
import { FileServer, type Handler, serve } from './file-server.ts';
import { fixturePack } from './temp-library.ts';

type FixtureId = 'tiny-clip' | 'tiny-f16';
const revision = 'ab'.repeat(20);

/** A fixture pack as an entry of a catalogue, published by `tests`. */
export async function fixtureEntry(id: FixtureId, changes: Partial<PackManifest> = {}): Promise<CatalogueEntry> {
  const text = await readFile(join(fixturePack(id), 'pack.json'), 'utf8');
  const { files, image, text: textTower, ...rest } = { ...(JSON.parse(text) as PackManifest), ...changes };
  const { sha256: _image, ...imagePart } = image;
  const { sha256: _text, ...textPart } = textTower ?? { ...image, sha256: '' };
  const words = 'A small pack.';
  return {
    summary: { en: words, de: words, fr: words, es: words },
    recommended: true,
    order: 1,
    imageGmacs: 5.2,
    files: files.map((file) => ({ ...file, from: { repo: `tests/${id}`, revision, path: file.path } })),
    pack: { ...rest, image: imagePart, text: textPart } as CatalogueEntry['pack'],
  };
}

/** Write entries as a catalogue. @returns its folder. */
export async function writeCatalogue(dir: string, entries: readonly CatalogueEntry[]): Promise<string> {
  await mkdir(dir, { recursive: true });
  for (const entry of entries) await writeFile(join(dir, `${entry.pack.id}.json`), JSON.stringify(entry));
  return dir;
}

/** A server that has the files of the fixture packs as their entries say, and can be told to misbehave. */
export async function startPublisher(handler?: (good: Handler) => Handler): Promise<FileServer> {
  const contents = new Map<string, Buffer>();
  for (const id of ['tiny-clip', 'tiny-f16'] as const) {
    const { files } = await fixtureEntry(id);
    for (const { path } of files)
      contents.set(`/tests/${id}/resolve/${revision}/${path}`, await readFile(join(fixturePack(id), path)));
  }
  const good: Handler = (request, response) => {
    const content = contents.get(request.url ?? '');
    if (content === undefined) response.writeHead(404).end();
    else serve(request, response, content, { etag: '"1"' });
  };
  return FileServer.start(handler === undefined ? good : handler(good));
}
