import { fileURLToPath } from 'node:url';
import { AppError } from '../../../src-contract/index.ts';
import { defaultLimits, type GoldenVectors } from '../../core/encoder-protocol.ts';
import { packedFile } from '../../core/packed-file.ts';
import type { Embedding } from '../../core/math/vector.ts';
import {
  type Agreement,
  agreementFolder,
  agreementPairs,
  agrees,
  compareTowers,
  type Disagreement,
  leastAgreeing,
} from '../../core/pack/agreement.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import type { DecodeResult, DecodeTask, PhotoTensor } from '../decode/decode-photo.ts';
import { oneLine } from '../one-line.ts';
import type { ImageSession } from './image-session.ts';
import { failSelfTest } from './self-test.ts';
import type { TextSession } from './text-session.ts';

type Decode = (task: DecodeTask) => Promise<DecodeResult>;
type Images = Pick<ImageSession, 'encode'>;

/** Absolute path of one of the app's own pictures. */
export function agreementPicture(file: string): string {
  return fileURLToPath(packedFile(import.meta.url, `${agreementFolder}/${file}`));
}

/**
 * Encode the app's own pictures, in the order of the pairs. Returns unit vectors [dim].
 *
 * @throws PACK_SELF_TEST_FAILED naming the picture of which the tower makes none.
 */
export async function encodePictures(pack: PackManifest, images: Images, decode: Decode): Promise<Embedding[]> {
  const vectors: Embedding[] = [];
  for (const { file } of agreementPairs) {
    const tensor = await decodePicture(pack, file, decode);
    const [vector] = await images.encode([tensor]).catch((error: unknown) => {
      if (error instanceof AppError) throw error;
      throw failSelfTest(pack, `picture "${file}"`, `an embedding but received: ${oneLine(error)}`);
    });
    if (vector === undefined) throw failSelfTest(pack, `picture "${file}"`, 'finite values but received others');
    vectors.push(vector);
  }
  return vectors;
}

async function decodePicture(pack: PackManifest, file: string, decode: Decode): Promise<PhotoTensor> {
  const task = { path: agreementPicture(file), tower: pack.image, limits: defaultLimits, library: null };
  const result = await decode(task);
  if (result.kind === 'decoded') return result.tensor;
  const reason = result.kind === 'failed' ? result.error.message : 'it was taken for a known photo';
  throw failSelfTest(pack, `picture "${file}"`, `a decoded image but received: ${reason}`);
}

/**
 * Compare the towers of a pack on the app's own pictures and texts: see [Note: Agreement].
 *
 * @throws PACK_SELF_TEST_FAILED naming what takes what for its own.
 */
export async function testAgreement(
  pack: PackManifest,
  images: Images,
  texts: Pick<TextSession, 'encode'>,
  decode: Decode,
): Promise<Agreement> {
  const ofTexts = await texts.encode(agreementPairs.map(({ text }) => text)).catch((error: unknown) => {
    if (error instanceof AppError && error.code !== 'INTERNAL') throw error;
    throw failSelfTest(pack, 'of the texts', `embeddings but received: ${oneLine(error)}`);
  });
  const ofImages = await encodePictures(pack, images, decode);
  const { agreement, disagreements } = compareTowers(ofImages, ofTexts.vectors);
  if (agrees(agreement)) return agreement;
  const { images: found, texts: foundTexts, of } = agreement;
  throw failSelfTest(
    pack,
    'of agreement',
    `${leastAgreeing} of ${of} pictures that find their text and texts that find their picture ` +
      `but received ${found} and ${foundTexts}: ${disagreements.map(describe).join(', ')}. Either the towers do not ` +
      'belong together, or what they are fed is not what they were made with',
  );
}

/**
 * Make golden vectors of the app's own pictures and texts, and of the texts that the pack has token ids of, by the towers
 * that they are to be compared with later.
 */
export async function makeGoldenVectors(
  pack: PackManifest,
  images: Images,
  texts: Pick<TextSession, 'encode' | 'tokenizer'>,
  decode: Decode,
): Promise<GoldenVectors> {
  const pictures = await encodePictures(pack, images, decode);
  const all = [...new Set([...pack.selfTest.texts, ...agreementPairs].map(({ text }) => text))];
  const { vectors } = await texts.encode(all);
  return {
    images: agreementPairs.map(({ file }, i) => ({ file, vector: pictures[i] ?? new Float32Array() })),
    texts: all.map((text, i) => ({
      text,
      ids: texts.tokenizer.windows(text)[0] ?? [],
      vector: vectors[i] ?? new Float32Array(),
    })),
  };
}

function describe({ side, own, found }: Disagreement): string {
  const [one, other] = [agreementPairs[own], agreementPairs[found]];
  return side === 'image'
    ? `${one?.file ?? ''} finds "${other?.text ?? ''}"`
    : `"${one?.text ?? ''}" finds ${other?.file ?? ''}`;
}
