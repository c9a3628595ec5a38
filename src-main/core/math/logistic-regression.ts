/** How likely something is: one half at `middle`, rising with `slope`. */
export interface LogisticFit {
  readonly slope: number;
  readonly middle: number;
}

const mostSteps = 50;
/** A step that changes less than this is the last one. */
const settled = 1e-9;

/**
 * Fit how likely it is that something holds by one variable, by Newton's method.
 *
 * @param xs values of the variable.
 * @param holds 1 where it holds, else 0, as many.
 * @returns undefined where nothing can be said: it holds always or never, or one side of a value it does and the other not.
 */
export function logisticRegression(xs: ArrayLike<number>, holds: ArrayLike<number>): LogisticFit | undefined {
  const total = Array.from(holds).reduce((sum, one) => sum + one, 0);
  if (total === 0 || total === xs.length) return undefined;
  let slope = 0;
  let offset = Math.log(total / (xs.length - total));
  for (let step = 0; step < mostSteps; step++) {
    const by = newtonStep(xs, holds, slope, offset);
    slope += by.slope;
    offset += by.offset;
    if (!Number.isFinite(slope) || !Number.isFinite(offset)) return undefined;
    if (Math.abs(by.slope) + Math.abs(by.offset) < settled) return { slope, middle: -offset / slope };
  }
  return undefined;
}

function newtonStep(
  xs: ArrayLike<number>,
  holds: ArrayLike<number>,
  slope: number,
  offset: number,
): { slope: number; offset: number } {
  let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] ?? 0;
    const p = 1 / (1 + Math.exp(-(slope * x + offset)));
    const wrong = (holds[i] ?? 0) - p;
    const curve = p * (1 - p);
    g0 += wrong;
    g1 += wrong * x;
    h00 += curve;
    h01 += curve * x;
    h11 += curve * x * x;
  }
  const determinant = h00 * h11 - h01 * h01;
  return { slope: (h00 * g1 - h01 * g0) / determinant, offset: (h11 * g0 - h01 * g1) / determinant };
}
