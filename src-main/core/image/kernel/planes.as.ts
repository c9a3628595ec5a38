/**
 * Planes of luma and chroma in AssemblyScript with SIMD: making them smaller by averaging squares, and RGB of them.
 *
 * Compiled by `npm run build:kernels` into planes-binary.ts.
 */

/**
 * Add up `rows` rows of a plane, `lanes` samples each, as 16-bit numbers at `sums`. With `pairwise`, for bytes alone, each
 * number is that of two neighbours.
 */
function addRows(
  source: usize,
  stride: usize,
  rows: usize,
  lanes: usize,
  isWide: bool,
  pairwise: bool,
  sums: usize,
): void {
  const end = source + rows * stride;
  if (isWide) {
    for (let x: usize = 0; x < lanes; x += 8) {
      let sum = i16x8.splat(0);
      for (let row = source; row < end; row += stride) sum = i16x8.add(sum, v128.load(row + x * 2));
      v128.store(sums + x * 2, sum);
    }
  } else if (pairwise) {
    for (let x: usize = 0; x < lanes; x += 16) {
      let sum = i16x8.splat(0);
      for (let row = source; row < end; row += stride)
        sum = i16x8.add(sum, i16x8.extadd_pairwise_i8x16_u(v128.load(row + x)));
      v128.store(sums + x, sum);
    }
  } else {
    for (let x: usize = 0; x < lanes; x += 16) {
      let low = i16x8.splat(0);
      let high = i16x8.splat(0);
      for (let row = source; row < end; row += stride) {
        const bytes = v128.load(row + x);
        low = i16x8.add(low, i16x8.extend_low_i8x16_u(bytes));
        high = i16x8.add(high, i16x8.extend_high_i8x16_u(bytes));
      }
      v128.store(sums + x * 2, low);
      v128.store(sums + x * 2, high, 16);
    }
  }
}

/**
 * Reduce a plane by averaging blocks of `2^across` x `2^down` samples, rounded to the nearest, to bytes. `width` and
 * `height` are those of the result. Samples of 8 bits are bytes, those of up to 10 are 16-bit numbers in little-endian
 * order, of which the lowest `extraBits` are rounded away. `across` and `down` are at most 3.
 *
 * Reads up to 15 bytes past the end of the source, and writes nothing beside the result. `sums` is room for
 * `(width << across) + 16` 16-bit numbers.
 */
export function reducePlane(
  source: usize,
  sourceStride: usize,
  extraBits: i32,
  across: i32,
  down: i32,
  out: usize,
  outStride: usize,
  width: usize,
  height: usize,
  sums: usize,
): void {
  const isWide = extraBits > 0;
  const pairwise = !isWide && across > 0;
  const shift = across + down + extraBits;
  const rounding: i32 = (1 << shift) >> 1;
  const half = i16x8.splat(<i16>rounding);
  const lanes = width << across;
  for (let y: usize = 0; y < height; y++) {
    const firstRow = source + (y << down) * sourceStride;
    const to = out + y * outStride;
    if (shift == 0) {
      memory.copy(to, firstRow, width);
      continue;
    }
    addRows(firstRow, sourceStride, 1 << down, lanes, isWide, pairwise, sums);
    // Neighbours are added in place, once for each halving: 64 samples of 10 bits still fit 16.
    let left = pairwise ? lanes >> 1 : lanes;
    while (left > width) {
      left >>= 1;
      for (let x: usize = 0; x < left; x += 8) {
        const one = v128.load(sums + x * 4);
        const two = v128.load(sums + x * 4, 16);
        const even = i8x16.shuffle(one, two, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29);
        const odd = i8x16.shuffle(one, two, 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26, 27, 30, 31);
        v128.store(sums + x * 2, i16x8.add(even, odd));
      }
    }
    for (let x: usize = 0; x < width; x += 8) {
      const means = i16x8.shr_u(i16x8.add(v128.load(sums + x * 2), half), shift);
      // Ten bits may round up to 256.
      const bytes = i8x16.narrow_i16x8_u(i16x8.min_u(means, i16x8.splat(255)), means);
      if (x + 8 <= width) {
        v128.store64_lane(to + x, bytes, 0);
      } else {
        v128.store64_lane(sums, bytes, 0);
        memory.copy(to + x, sums, width - x);
      }
    }
  }
}

/** 13 fractional bits of the coefficients. */
const fractionBits: i32 = 13;

/** Eight 16-bit numbers: the weighted sum of two times eight, with 13 fractional bits, rounded. */
function weigh(a: v128, b: v128, weights: v128): v128 {
  const half = i32x4.splat(1 << (fractionBits - 1));
  const low = i32x4.dot_i16x8_s(i8x16.shuffle(a, b, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23), weights);
  const high = i32x4.dot_i16x8_s(
    i8x16.shuffle(a, b, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31),
    weights,
  );
  return i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.add(low, half), fractionBits),
    i32x4.shr_s(i32x4.add(high, half), fractionBits),
  );
}

/** The same for three. */
function weighThree(a: v128, b: v128, c: v128, weights: v128, weightOfThird: v128): v128 {
  const half = i32x4.splat(1 << (fractionBits - 1));
  const zero = i16x8.splat(0);
  const low = i32x4.add(
    i32x4.dot_i16x8_s(i8x16.shuffle(a, b, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23), weights),
    i32x4.dot_i16x8_s(i8x16.shuffle(c, zero, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23), weightOfThird),
  );
  const high = i32x4.add(
    i32x4.dot_i16x8_s(i8x16.shuffle(a, b, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31), weights),
    i32x4.dot_i16x8_s(
      i8x16.shuffle(c, zero, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31),
      weightOfThird,
    ),
  );
  return i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.add(low, half), fractionBits),
    i32x4.shr_s(i32x4.add(high, half), fractionBits),
  );
}

/** Two 16-bit weights, four times. */
function pair(first: i32, second: i32): v128 {
  return i32x4.splat((first & 0xffff) | (second << 16));
}

/**
 * Convert rows of bytes to RGB, side by side. Chroma is repeated where it has half the columns (`halfAcross` is 1) or
 * half the rows (`halfDown`): `y` is the number of the first row, which says which of its rows goes with it.
 *
 * `luma`, `chromaRed`, ... are weights with 13 fractional bits, of luma less `black` and chroma less 128. Reads up to
 * 15 bytes past the end of the planes, and writes up to 47 past the end of `out`.
 */
export function planesToRgb(
  lumaPlane: usize,
  lumaStride: usize,
  bluePlane: usize,
  redPlane: usize,
  chromaStride: usize,
  halfAcross: i32,
  halfDown: i32,
  y: usize,
  width: usize,
  height: usize,
  black: i32,
  luma: i32,
  redOfRed: i32,
  greenOfBlue: i32,
  greenOfRed: i32,
  blueOfBlue: i32,
  out: usize,
): void {
  const blacks = i16x8.splat(<i16>black);
  const middle = i16x8.splat(128);
  const redWeights = pair(luma, redOfRed);
  const greenWeights = pair(luma, greenOfBlue);
  const greenOfRedWeight = pair(greenOfRed, 0);
  const blueWeights = pair(luma, blueOfBlue);
  for (let end = y + height; y < end; y++) {
    const lumaRow = lumaPlane + y * lumaStride;
    const chromaAt = (y >> halfDown) * chromaStride;
    let to = out;
    for (let x: usize = 0; x < width; x += 16, to += 48) {
      const bytes = v128.load(lumaRow + x);
      let cb = v128.load(bluePlane + chromaAt + (x >> halfAcross));
      let cr = v128.load(redPlane + chromaAt + (x >> halfAcross));
      if (halfAcross) {
        cb = i8x16.shuffle(cb, cb, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
        cr = i8x16.shuffle(cr, cr, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
      }
      const y0 = i16x8.sub(i16x8.extend_low_i8x16_u(bytes), blacks);
      const y1 = i16x8.sub(i16x8.extend_high_i8x16_u(bytes), blacks);
      const cb0 = i16x8.sub(i16x8.extend_low_i8x16_u(cb), middle);
      const cb1 = i16x8.sub(i16x8.extend_high_i8x16_u(cb), middle);
      const cr0 = i16x8.sub(i16x8.extend_low_i8x16_u(cr), middle);
      const cr1 = i16x8.sub(i16x8.extend_high_i8x16_u(cr), middle);
      const r = i8x16.narrow_i16x8_u(weigh(y0, cr0, redWeights), weigh(y1, cr1, redWeights));
      const g = i8x16.narrow_i16x8_u(
        weighThree(y0, cb0, cr0, greenWeights, greenOfRedWeight),
        weighThree(y1, cb1, cr1, greenWeights, greenOfRedWeight),
      );
      const b = i8x16.narrow_i16x8_u(weigh(y0, cb0, blueWeights), weigh(y1, cb1, blueWeights));
      let rg = i8x16.shuffle(r, g, 0, 16, 0, 1, 17, 0, 2, 18, 0, 3, 19, 0, 4, 20, 0, 5);
      v128.store(to, i8x16.shuffle(rg, b, 0, 1, 16, 3, 4, 17, 6, 7, 18, 9, 10, 19, 12, 13, 20, 15));
      rg = i8x16.shuffle(r, g, 21, 0, 6, 22, 0, 7, 23, 0, 8, 24, 0, 9, 25, 0, 10, 26);
      v128.store(to, i8x16.shuffle(rg, b, 0, 21, 2, 3, 22, 5, 6, 23, 8, 9, 24, 11, 12, 25, 14, 15), 16);
      rg = i8x16.shuffle(r, g, 0, 11, 27, 0, 12, 28, 0, 13, 29, 0, 14, 30, 0, 15, 31, 0);
      v128.store(to, i8x16.shuffle(rg, b, 26, 1, 2, 27, 4, 5, 28, 7, 8, 29, 10, 11, 30, 13, 14, 31), 32);
    }
    out += width * 3;
  }
}
