import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { CatalogueEntry } from '../../../src-main/core/pack/catalogue.ts';
import { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import { FileServer, serve } from '../../helpers/file-server.ts';
import { fixturePack } from '../../helpers/temp-library.ts';

const repo = 'tests/tiny';
const revision = 'a'.repeat(40);
const base = `/${repo}/resolve/${revision}/`;
const pack = fixturePack('tiny-clip');

/** Models of the catalogue that tests have: the files of all are those of a fixture. */
export const titles = {
  better: 'Better eyes',
  licensed: 'Licensed eyes',
  huge: 'Huge eyes',
  many: 'Eyes for many languages',
} as const;

/** Write a catalogue of a model that is recommended, one whose license is to be accepted, one too large for any machine, and one of many languages. */
export async function writeCatalogue(folder: string): Promise<void> {
  const { files, image, text, ...manifest } = PackManifest.parse(
    JSON.parse(await readFile(join(pack, 'pack.json'), 'utf8')),
  );
  const { sha256: _image, ...imageTower } = image;
  const { sha256: _text, ...textTower } = text ?? { sha256: '' };
  const write = async (order: number, changes: Partial<PackManifest>): Promise<void> => {
    const entry = CatalogueEntry.parse({
      summary: {
        en: 'Finds what the built-in eyes overlook.',
        de: 'Finden, was die eingebauten Augen übersehen.',
        fr: 'Trouve ce que la vision intégrée ne voit pas.',
        es: 'Encuentra lo que la visión incluida pasa por alto.',
      },
      recommended: order === 1,
      order,
      imageGmacs: 4.4,
      files: files.map((file) => ({ ...file, from: { repo, revision, path: file.path } })),
      pack: { ...manifest, ...changes, image: imageTower, text: textTower },
    });
    await writeFile(join(folder, `${entry.pack.id}.json`), JSON.stringify(entry));
  };
  const reference = [{ dataset: 'coco-5k', metric: 't2i_R@1', value: 0.304, source: 'tests' }];
  await write(1, { id: 'better', title: titles.better, reference });
  await write(2, {
    id: 'licensed',
    title: titles.licensed,
    license: {
      spdx: 'apple-amlr',
      name: 'a license for research',
      url: 'https://example.org/license',
      commercialUse: false,
      mustAccept: true,
    },
  });
  await write(4, { id: 'many', title: titles.many, languages: ['mul', 'en'] });
  await write(3, { id: 'huge', title: titles.huge, runtime: { ...manifest.runtime, minRamMB: 1e9 } });
}

/** A mirror of the files of that catalogue, which can be slow or broken. */
export class ModelMirror implements AsyncDisposable {
  readonly #server: FileServer;
  readonly #files: ReadonlyMap<string, Buffer>;
  #held: PromiseWithResolvers<undefined> | undefined;
  /** Folder of the pack whose files these are. It is none of the catalogue. */
  readonly folder = pack;
  /** Whether files are missing. */
  isBroken = false;

  private constructor(server: FileServer, files: ReadonlyMap<string, Buffer>) {
    this.#server = server;
    this.#files = files;
    server.handler = (request, response) => void this.#answer(request, response);
  }

  static async start(): Promise<ModelMirror> {
    const { files } = PackManifest.parse(JSON.parse(await readFile(join(pack, 'pack.json'), 'utf8')));
    const contents = new Map<string, Buffer>();
    for (const { path } of files) contents.set(base + path, await readFile(join(pack, path)));
    return new ModelMirror(await FileServer.start(() => undefined), contents);
  }

  get address(): string {
    return this.#server.address;
  }

  /** From now on let every answer stop in the middle. @returns what lets all go on */
  hold(): () => void {
    const held = Promise.withResolvers<undefined>();
    this.#held = held;
    return () => {
      this.#held = undefined;
      held.resolve(undefined);
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = this.#files.get(request.url ?? '');
    if (this.isBroken || content === undefined) {
      response.writeHead(404).end();
      return;
    }
    const held = this.#held;
    if (held === undefined) {
      serve(request, response, content);
      return;
    }
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, content.length / 2));
    await Promise.race([held.promise, once(response, 'close')]);
    response.end(content.subarray(content.length / 2));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }
}
