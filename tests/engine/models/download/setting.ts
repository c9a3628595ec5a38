/** A file that is fetched into a folder of its own, for each test. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { ModelSources } from '../../../../src-contract/index.ts';
import type { CatalogueFile } from '../../../../src-main/core/pack/catalogue.ts';
import { type DownloadOptions, fetchPack } from '../../../../src-main/engine/models/download/index.ts';
import { FileServer, type Handler, noise, type Serving, sha256 } from '../../../helpers/file-server.ts';
import { tempFolder, type TempFolder } from '../../../helpers/temp-folder.ts';

export const content = noise(200_000);
export const revision = '0'.repeat(40);
export const path = `/maker/model/resolve/${revision}/onnx/image.onnx`;
const nothingSet: ModelSources = { mirror: null, proxy: null };
export const retries = { tries: 4, firstMs: 1000, longestMs: 60_000, longestAskedMs: 600_000 };

export function published(name: string, bytes = content): CatalogueFile {
  const from = { repo: 'maker/model', revision, path: `onnx/${name}` };
  return { path: name, bytes: bytes.length, sha256: sha256(bytes), from };
}

export let folder: TempFolder;
export let waits: number[];
export let seen: number[];
beforeEach(async () => {
  folder = await tempFolder();
  waits = [];
  seen = [];
});
afterEach(() => folder[Symbol.asyncDispose]());

export const image = (): string => join(folder.path, 'image.onnx');

/** Fetch `image.onnx` or what is named, without waiting where waiting is asked for. */
export async function fetchFrom(
  origin: string,
  options: Partial<DownloadOptions> & {
    files?: readonly CatalogueFile[];
    sources?: ModelSources;
    signal?: AbortSignal;
  } = {},
): Promise<void> {
  const { files = [published('image.onnx')], sources = nothingSet, signal = new AbortController().signal } = options;
  await fetchPack(
    {
      files,
      dir: folder.path,
      sources,
      signal,
      onBytes: (bytes) => seen.push(bytes),
    },
    {
      userAgent: 'Eidetic/1.2.3',
      environment: {},
      origin,
      retries,
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
      ...options,
    },
  );
}

/** Break off after some bytes of an answer, when they have arrived: then the file has so many. */
export function breakAfter(bytes: number, total = bytes): Serving {
  return { breakAfter: bytes, breakWhen: () => seen.at(-1) === total };
}

export async function started(handler: Handler): Promise<FileServer> {
  return FileServer.start(handler);
}

/** The file is whole and nothing else is left. */
export async function expectWhole(): Promise<void> {
  expect(await readFile(image())).toEqual(content);
  expect(existsSync(`${image()}.part`)).toBe(false);
  expect(existsSync(`${image()}.part.json`)).toBe(false);
}

export function expectNothing(): void {
  expect(existsSync(image())).toBe(false);
}
