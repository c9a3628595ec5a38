import type { Box } from '../../../src-contract/index.ts';
import type { ImageTower } from '../pack/manifest.ts';
import type { TensorValues } from './preprocess.ts';

/** What lies around a box counts for its colour up to this far, in shares of the input's sides. */
const around = 1 / 8;

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Cover a box of a photo with the mean colour of what surrounds it. Covering with the mean of the whole photo, or with a blur
 * of it, was measured and is no better; see docs/evaluation.md.
 *
 * @param tensor one photo, as `writeTensor` makes it; it stays as it is.
 * @param box in shares of the input's sides.
 * @returns a copy, covered.
 */
export function covered(
  tensor: TensorValues,
  { width, height, layout }: Pick<ImageTower, 'width' | 'height' | 'layout'>,
  box: Box,
): TensorValues {
  const copy = tensor.slice();
  const [pixelStep, channelStep] = layout === 'NCHW' ? [1, width * height] : [3, 1];
  const inner = { across: span(box.x, box.width, 0, width), down: span(box.y, box.height, 0, height) };
  const outer = { across: span(box.x, box.width, around, width), down: span(box.y, box.height, around, height) };
  for (let channel = 0; channel < 3; channel++) {
    const sumOf = ({ across, down }: typeof inner): number => {
      let sum = 0;
      for (let y = down.from; y < down.to; y++) {
        const row = channel * channelStep + y * width * pixelStep;
        for (let x = across.from; x < across.to; x++) sum += tensor[row + x * pixelStep] ?? 0;
      }
      return sum;
    };
    const surrounding = areaOf(outer) - areaOf(inner);
    // Nothing surrounds a box that is all there is: it becomes its own mean.
    const mean = surrounding > 0 ? (sumOf(outer) - sumOf(inner)) / surrounding : sumOf(inner) / areaOf(inner);
    const colour = tensor instanceof Uint8Array ? Math.round(mean) : mean;
    for (let y = inner.down.from; y < inner.down.to; y++) {
      const row = channel * channelStep + y * width * pixelStep;
      for (let x = inner.across.from; x < inner.across.to; x++) copy[row + x * pixelStep] = colour;
    }
  }
  return copy;
}

/** Pixels from a place on, with a margin on both sides as far as there is something. */
function span(start: number, size: number, margin: number, pixels: number): Span {
  const from = Math.max(0, Math.round((start - margin) * pixels));
  return { from, to: Math.max(from + 1, Math.min(pixels, Math.round((start + size + margin) * pixels))) };
}

function areaOf({ across, down }: { readonly across: Span; readonly down: Span }): number {
  return (across.to - across.from) * (down.to - down.from);
}
