import { RowDots } from '../math/row-dots.ts';
import type { Embedding } from '../math/vector.ts';
import type { Coder, CodeRow } from '../vectors/codes.ts';
import { windowBoxes } from './window-boxes.ts';

/**
 * Weight of the best window beside the whole photo, 0..1.
 *
 * [Note: Windows] Whoever wants it has each photo looked at in five windows of half its sides, besides the whole. A photo then
 * scores (1 - w) whole + w best window, less the excess: how much more that is than the whole for texts in general, since
 * the best of five is more than one for whatever is asked. So photos with windows and photos without can be compared.
 *
 * Both are linear in the text, so what is kept of a window is (1 - w) whole + w window, the *blend*, and the score is that
 * of the photo's best blend: one scan of the codes, as of whole photos, with five rows a photo. They are kept as these codes
 * and nothing else: 8 bits a value, with an error of a score of 0.0003.
 */
export const productWeight = 0.3;

/** How blends are made: those that were made otherwise are made anew. */
export const windowFormula = `${windowBoxes.length} windows of half the sides, ${productWeight}, codes 1`;

/** Blends of a photo with each of its windows. @param whole of the photo, unit vector [dim], as are those of windows. */
export function blends(whole: Embedding, windows: readonly Embedding[], weight = productWeight): Embedding[] {
  return windows.map((window) => whole.map((value, i) => (1 - weight) * value + weight * (window[i] ?? 0)));
}

/** Texts that have nothing to do with photos in particular, to measure the excess of photos with. */
export class GeneralTexts {
  readonly #dots: RowDots;

  /** @param texts unit vectors [dim], at least one. */
  constructor(texts: readonly Embedding[], dim: number) {
    this.#dots = new RowDots(texts, dim);
  }

  /** How much more the best blend of a photo scores than the whole of it, in the mean over the texts. */
  excess(whole: Embedding, blended: readonly Embedding[]): number {
    const best = new Float32Array(this.#dots.count).fill(-Infinity);
    for (const blend of blended) {
      for (const [text, score] of this.#dots.with(blend).entries()) best[text] = Math.max(best[text] ?? 0, score);
    }
    let sum = 0;
    for (const [text, score] of this.#dots.with(whole).entries()) sum += (best[text] ?? 0) - score;
    return sum / this.#dots.count;
  }
}

/** Bytes of a row in what is stored: its scale, and its code. */
function rowBytes(coder: Coder): number {
  return 4 + coder.dim;
}

/** Bytes that the windows of a photo take. @param dim values of a code */
export function windowBytes({ dim }: Pick<Coder, 'dim'>): number {
  return windowBoxes.length * (4 + dim);
}

/** Code the blends of a photo: for each the scale, float32, little-endian, and the code, its coarse half first. */
export function encodeBlends(coder: Coder, blended: readonly Embedding[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(blended.length * rowBytes(coder));
  const view = new DataView(bytes.buffer);
  for (const [i, blend] of blended.entries()) {
    const { at, row } = rowOf(coder, bytes, i);
    view.setFloat32(at, coder.encode(blend, row), true);
  }
  return bytes;
}

/** A coded blend. */
export interface CodedBlend {
  readonly scale: number;
  readonly row: CodeRow;
}

/** Read what `encodeBlends` has written. @returns undefined where it is of another size, or a scale is none. */
export function codedBlends(coder: Coder, bytes: Uint8Array): CodedBlend[] | undefined {
  if (bytes.byteLength !== windowBytes(coder)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const coded = windowBoxes.map((_, i): CodedBlend => {
    const { at, row } = rowOf(coder, bytes, i);
    return { scale: view.getFloat32(at, true), row };
  });
  return coded.every(({ scale }) => scale > 0 && scale < Infinity) ? coded : undefined;
}

function rowOf(coder: Coder, bytes: Uint8Array, i: number): { at: number; row: CodeRow } {
  const at = i * rowBytes(coder);
  return { at, row: { bytes, start: at + 4, fine: coder.halfBytes } };
}
