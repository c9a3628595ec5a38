import { join } from 'node:path';
import { AppError } from '../../../src-contract/index.ts';
import { defaultLimits } from '../../core/encoder-protocol.ts';
import { cosine, type Embedding } from '../../core/math/vector.ts';
import type { GoldenTest, PackManifest } from '../../core/pack/manifest.ts';
import type { DecodeResult, DecodeTask } from '../decode/decode-photo.ts';
import { oneLine } from '../one-line.ts';
import type { ImageSession } from './image-session.ts';
import type { TextSession } from './text-session.ts';

/**
 * [Note: Self-test] Wrong preprocessing gives embeddings that look right and rank wrongly, so a tower is used only
 * after the golden vectors of its pack come out: the whole path, from the PNG or the text to the unit vector.
 *
 * @returns the lowest cosine.
 * @throws PACK_SELF_TEST_FAILED naming the check that failed.
 */
export async function testImageTower(
  packDir: string,
  pack: PackManifest,
  session: Pick<ImageSession, 'encode'>,
  decode: (task: DecodeTask) => Promise<DecodeResult>,
): Promise<number> {
  let lowest = 1;
  for (const golden of goldenOf(pack).images) {
    const path = join(packDir, golden.file);
    const check = `image "${golden.file}"`;
    const result = await decode({ path, tower: pack.image, limits: defaultLimits, library: null });
    if (result.kind !== 'decoded') {
      const reason = result.kind === 'failed' ? result.error.message : 'it was taken for a known photo';
      throw failSelfTest(pack, check, `a decoded image but received: ${reason}`);
    }
    const value = await requireCosine(pack, check, hints.image, golden.vector, async () => {
      const [vector] = await session.encode([result.tensor]);
      return vector;
    });
    lowest = Math.min(lowest, value);
  }
  return lowest;
}

/** The same for the text tower: token ids must be equal, vectors at the cosine. */
export async function testTextTower(pack: PackManifest, session: TextSession): Promise<number> {
  let lowest = 1;
  for (const golden of goldenOf(pack).texts) {
    const check = `text ${JSON.stringify(golden.text)}`;
    requireIds(pack, golden, session);
    const value = await requireCosine(pack, check, hints.text, golden.vector, async () => {
      const [vector] = (await session.encode([golden.text])).vectors;
      return vector;
    });
    lowest = Math.min(lowest, value);
  }
  return lowest;
}

/** @throws PACK_UNSUPPORTED when a pack has no golden vectors. */
function goldenOf({ id, selfTest }: PackManifest): GoldenTest {
  if (selfTest.kind !== 'agreement') return selfTest;
  throw new AppError('PACK_UNSUPPORTED', `Expected golden vectors in pack ${id} but it has none`);
}

/** The token ids alone, of a pack that has no golden vectors. @throws PACK_SELF_TEST_FAILED */
export function testTokenIds(pack: PackManifest, session: Pick<TextSession, 'tokenizer'>): void {
  for (const text of pack.selfTest.texts) requireIds(pack, text, session);
}

function requireIds(
  pack: PackManifest,
  { text, ids: expected }: { readonly text: string; readonly ids: readonly number[] },
  { tokenizer }: Pick<TextSession, 'tokenizer'>,
): void {
  const ids = tokenizer.windows(text)[0] ?? [];
  if (ids.length === expected.length && ids.every((id, i) => id === expected[i])) return;
  const found = `token ids [${expected.join(' ')}] but received [${ids.join(' ')}]`;
  const reason = 'the tokenizer differs from what the pack was made with';
  throw failSelfTest(pack, `text ${JSON.stringify(text)}`, `${found}: ${reason}`);
}

/** What to look at when a vector does not come out. */
const hints = {
  image: 'resize, interpolation, mean/std or the image graph differ from what the pack was made with',
  text: 'padding, attention mask or the text graph differ from what the pack was made with',
};

/** Cosine of what a tower makes to its golden vector, when it is high enough. @throws PACK_SELF_TEST_FAILED */
async function requireCosine(
  pack: PackManifest,
  check: string,
  hint: string,
  golden: readonly number[],
  encode: () => Promise<Embedding | undefined>,
): Promise<number> {
  const { minCosine } = goldenOf(pack);
  let value: number;
  try {
    const vector = await encode();
    value = vector === undefined ? NaN : cosine(vector, golden);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // The runtime's words for a wrong input size or type, or a vector that cannot be compared.
    const reason = oneLine(error);
    throw failSelfTest(
      pack,
      check,
      `an embedding to compare with ${golden.length} golden values but received: ${reason}`,
    );
  }
  if (value >= minCosine) return value;
  throw failSelfTest(pack, check, `cosine >= ${minCosine} but received ${value.toFixed(5)}: ${hint}`);
}

/** What a pack did not pass, and on which check. */
export function failSelfTest(pack: PackManifest, check: string, expectation: string): AppError {
  return new AppError('PACK_SELF_TEST_FAILED', `Expected of pack ${pack.id}, self-test ${check}: ${expectation}`);
}
