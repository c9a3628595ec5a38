import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../src-contract/index.ts';
import type { GoldenVectors } from '../../core/encoder-protocol.ts';
import { agreementFolder, agreementPairs } from '../../core/pack/agreement.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import { packedFile } from '../../core/packed-file.ts';
import { type VerifiedPack, verifyPack } from './verify-pack.ts';

/** Where the pictures go inside a pack. */
const folder = 'self-test';

/** An encoder that has this pack loaded, or loads it when it is asked. */
export interface VectorSource {
  /** @throws PACK_SELF_TEST_FAILED where the towers do not agree. */
  goldenVectors(): Promise<GoldenVectors>;
}

/**
 * Give a pack that is tested by agreement golden vectors of its own, which say from then on that nothing has changed:
 * neither its files, nor the runtime, nor a GPU, nor how photos are prepared. Both towers need not be loaded for that.
 *
 * The pictures are copied into the pack, then its manifest is replaced in one step: a pack that is read meanwhile, or of
 * which the writing is interrupted, is the one of before.
 *
 * @param source gives vectors only when the towers have passed the pack's own test.
 * @returns the pack as it is now.
 * @throws INVALID_ARGUMENT for a pack that has golden vectors; PACK_* for one that is not as its manifest says, or whose
 * towers do not agree.
 */
export async function recordGoldenVectors(packDir: string, source: VectorSource): Promise<VerifiedPack> {
  const { dir, manifest } = await verifyPack(packDir);
  if (manifest.selfTest.kind !== 'agreement') {
    throw new AppError(
      'INVALID_ARGUMENT',
      `Expected a pack without golden vectors to record some for but pack ${manifest.id} has them`,
    );
  }
  const vectors = await source.goldenVectors();
  const pictures = await copyPictures(dir);
  const recorded = recordedManifest(manifest, vectors, pictures);
  await replaceFile(join(dir, 'pack.json'), `${JSON.stringify(recorded, null, 1)}\n`);
  return verifyPack(dir);
}

type File = PackManifest['files'][number];

async function copyPictures(packDir: string): Promise<File[]> {
  const files: File[] = [];
  await mkdir(join(packDir, folder), { recursive: true });
  const target = await realpath(join(packDir, folder));
  if (target !== join(packDir, folder)) {
    const where = `Expected "${folder}" inside the pack folder "${packDir}" but it leads to "${target}"`;
    throw new AppError('PACK_PATH_ESCAPES', where);
  }
  for (const { file } of agreementPairs) {
    const bytes = await readFile(fileURLToPath(packedFile(import.meta.url, `${agreementFolder}/${file}`)));
    const path = `${folder}/${file}`;
    await replaceFile(join(packDir, path), bytes);
    files.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return files;
}

function recordedManifest(manifest: PackManifest, { images, texts }: GoldenVectors, pictures: File[]): PackManifest {
  const paths = new Set(pictures.map(({ path }) => path));
  return {
    ...manifest,
    selfTest: {
      kind: 'golden',
      recorded: true,
      images: images.map(({ file, vector }) => ({ file: `${folder}/${file}`, vector: rounded(vector) })),
      texts: texts.map(({ text, ids, vector }) => ({ text, ids, vector: rounded(vector) })),
      minCosine: 0.999,
    },
    files: [...manifest.files.filter(({ path }) => !paths.has(path)), ...pictures],
  };
}

/** As many digits as make no difference to a cosine. */
function rounded(vector: ArrayLike<number>): number[] {
  return Array.from(vector, (value) => Number(value.toFixed(6)));
}

/** Write a file beside its place, then put it there. */
async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    const handle = await open(draft, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
