import { z } from 'zod';
import { LocalizedText } from '../../../src-contract/index.ts';
import { PackManifest } from './manifest.ts';

/**
 * An entry of the catalogue, `models/catalogue/<id>.json`: a pack that can be downloaded. It says which files at which
 * revision become which part of the pack; `pack.json` is made of it. docs/models.md says how to write one.
 */

const { files: _files, image, text, ...manifest } = PackManifest.shape;
const packFile = PackManifest.shape.files.element.shape;

/** `owner/name` of a repository at the publisher's. */
const repository = z.string().regex(/^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/u, 'Expected "owner/name"');
/** A commit: names of branches move. */
const revision = z.string().regex(/^[0-9a-f]{40}$/u, 'Expected a commit of 40 hexadecimal digits');

export const CatalogueFile = z.strictObject({
  ...packFile,
  /** Where it is published: `<repo>/resolve/<revision>/<path>`, at the publisher's as in a mirror. */
  from: z.strictObject({ repo: repository, revision, path: packFile.path }),
});
export type CatalogueFile = z.infer<typeof CatalogueFile>;

export const CatalogueEntry = z.strictObject({
  /** What it is good at, in plain words. */
  summary: LocalizedText,
  /** The one to begin with; one entry is. */
  recommended: z.boolean(),
  /** Where it stands in the list, from 1. */
  order: z.int().positive(),
  /** Multiplications with an addition that the image tower does for a photo, in thousands of millions (1e9). */
  imageGmacs: z.number().positive(),
  files: z.array(CatalogueFile).min(1),
  /** The manifest but for what follows from `files`: the list of them, and the sha256 of the towers. */
  pack: z.strictObject({
    ...manifest,
    image: image.omit({ sha256: true }),
    text: text.unwrap().omit({ sha256: true }),
  }),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/** The manifest of an entry's pack, which is written to its `pack.json`. @throws ZodError when a tower is not in `files`. */
export function manifestOf({ pack, files }: CatalogueEntry): PackManifest {
  const shaOf = (path: string): string | undefined => files.find((file) => file.path === path)?.sha256;
  return PackManifest.parse({
    ...pack,
    image: { ...pack.image, sha256: shaOf(pack.image.file) },
    text: { ...pack.text, sha256: shaOf(pack.text.file) },
    files: files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
  });
}

/** Bytes that an entry has to download. */
export function downloadBytes({ files }: CatalogueEntry): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Path of a file below the publisher's address or a mirror's. */
export function publishedPath({ from }: CatalogueFile): string {
  return `${from.repo}/resolve/${from.revision}/${from.path}`;
}
