/**
 * The two passes of resample.ts in AssemblyScript with SIMD: exactly its fixed-point arithmetic, value for value.
 *
 * [Note: Split weights] A weight w of 22 fractional bits is kept as two 16-bit numbers, w = high * 2^15 + low with
 * 0 <= low < 2^15, because SIMD multiplies 16-bit pairs (two taps at once) far faster than 32-bit numbers. The two sums
 * are joined at the end. All of it is arithmetic modulo 2^32 and the whole sum fits 32 bits, so nothing is rounded.
 *
 * Taps come as one record per output position, `recordBytes` apart: u32 first (in bytes, from the start of a row for
 * the rows pass and from the start of the source for the columns pass), u32 count of tap pairs, then for each pair
 * i16 high[2], i16 low[2]. Weights beyond the last tap are zero: what they weigh is read, so it must lie in memory.
 *
 * Compiled by `npm run build:kernels` into resample-binary.ts.
 */

const lowBits: i32 = 15;
const fractionBits: i32 = 22;
const half: i32 = 1 << (fractionBits - 1);
const headerBytes: usize = 8;
const pairBytes: usize = 8;

function join(high: v128, low: v128): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.shl(high, lowBits), low), fractionBits);
}

// Bytes r0 g0 b0 r1 g1 b1 r2 g2 b2 r3 g3 b3 of four pixels to r0 r1 g0 g1 b0 b1 of two, each as 16 bits.
function firstTwo(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1));
}

function lastTwo(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(6, -1, 9, -1, 7, -1, 10, -1, 8, -1, 11, -1, -1, -1, -1, -1));
}

/**
 * Resample each row of an RGB image to `width` pixels, four rows at a time so that they share the loads of weights.
 *
 * Pair counts must be even. Reads up to 15 bytes past the last pixel that has a tap, and writes one byte past the end
 * of each row: `outStride` must be larger than `width * 3`.
 */
export function resampleRows(
  source: usize,
  sourceStride: usize,
  height: usize,
  taps: usize,
  recordBytes: usize,
  out: usize,
  outStride: usize,
  width: usize,
): void {
  for (let y: usize = 0; y < height; y += 4) {
    // Past the last row the last one is computed again.
    const source0 = source + y * sourceStride;
    const source1 = source0 + (y + 1 < height ? sourceStride : 0);
    const source2 = source1 + (y + 2 < height ? sourceStride : 0);
    const source3 = source2 + (y + 3 < height ? sourceStride : 0);
    let out0 = out + y * outStride;
    let out1 = out0 + (y + 1 < height ? outStride : 0);
    let out2 = out1 + (y + 2 < height ? outStride : 0);
    let out3 = out2 + (y + 3 < height ? outStride : 0);
    let record = taps;
    for (let x: usize = 0; x < width; x++) {
      let p: usize = load<u32>(record);
      let weights = record + headerBytes;
      const end = weights + <usize>load<u32>(record, 4) * pairBytes;
      let high0 = i32x4.splat(0);
      let high1 = i32x4.splat(0);
      let high2 = i32x4.splat(0);
      let high3 = i32x4.splat(0);
      let low0 = i32x4.splat(half);
      let low1 = i32x4.splat(half);
      let low2 = i32x4.splat(half);
      let low3 = i32x4.splat(half);
      for (; weights < end; weights += 2 * pairBytes, p += 12) {
        const wHigh = v128.load32_splat(weights);
        const wLow = v128.load32_splat(weights, 4);
        const wHighNext = v128.load32_splat(weights, 8);
        const wLowNext = v128.load32_splat(weights, 12);

        let pixels = v128.load(source0 + p);
        let two = firstTwo(pixels);
        high0 = i32x4.add(high0, i32x4.dot_i16x8_s(two, wHigh));
        low0 = i32x4.add(low0, i32x4.dot_i16x8_s(two, wLow));
        two = lastTwo(pixels);
        high0 = i32x4.add(high0, i32x4.dot_i16x8_s(two, wHighNext));
        low0 = i32x4.add(low0, i32x4.dot_i16x8_s(two, wLowNext));

        pixels = v128.load(source1 + p);
        two = firstTwo(pixels);
        high1 = i32x4.add(high1, i32x4.dot_i16x8_s(two, wHigh));
        low1 = i32x4.add(low1, i32x4.dot_i16x8_s(two, wLow));
        two = lastTwo(pixels);
        high1 = i32x4.add(high1, i32x4.dot_i16x8_s(two, wHighNext));
        low1 = i32x4.add(low1, i32x4.dot_i16x8_s(two, wLowNext));

        pixels = v128.load(source2 + p);
        two = firstTwo(pixels);
        high2 = i32x4.add(high2, i32x4.dot_i16x8_s(two, wHigh));
        low2 = i32x4.add(low2, i32x4.dot_i16x8_s(two, wLow));
        two = lastTwo(pixels);
        high2 = i32x4.add(high2, i32x4.dot_i16x8_s(two, wHighNext));
        low2 = i32x4.add(low2, i32x4.dot_i16x8_s(two, wLowNext));

        pixels = v128.load(source3 + p);
        two = firstTwo(pixels);
        high3 = i32x4.add(high3, i32x4.dot_i16x8_s(two, wHigh));
        low3 = i32x4.add(low3, i32x4.dot_i16x8_s(two, wLow));
        two = lastTwo(pixels);
        high3 = i32x4.add(high3, i32x4.dot_i16x8_s(two, wHighNext));
        low3 = i32x4.add(low3, i32x4.dot_i16x8_s(two, wLowNext));
      }
      const bytes = i8x16.narrow_i16x8_u(
        i16x8.narrow_i32x4_s(join(high0, low0), join(high1, low1)),
        i16x8.narrow_i32x4_s(join(high2, low2), join(high3, low3)),
      );
      // The fourth byte is overwritten by the next pixel, or falls into the gap after the row.
      v128.store32_lane(out0, bytes, 0);
      v128.store32_lane(out1, bytes, 1);
      v128.store32_lane(out2, bytes, 2);
      v128.store32_lane(out3, bytes, 3);
      out0 += 3;
      out1 += 3;
      out2 += 3;
      out3 += 3;
      record += recordBytes;
    }
  }
}

/**
 * Resample the columns of an image of `rowBytes` bytes a row to `height` rows, 16 bytes at a time.
 *
 * Reads up to one row and 15 bytes past the end of the source, and writes up to 15 bytes past the end of the output.
 */
export function resampleColumns(
  source: usize,
  sourceStride: usize,
  taps: usize,
  recordBytes: usize,
  out: usize,
  rowBytes: usize,
  height: usize,
): void {
  let record = taps;
  for (let y: usize = 0; y < height; y++) {
    const firstRow = source + <usize>load<u32>(record);
    const start = record + headerBytes;
    const end = start + <usize>load<u32>(record, 4) * pairBytes;
    // A row's last block spills into the next row, which is written after it.
    for (let x: usize = 0; x < rowBytes; x += 16) {
      let p = firstRow + x;
      let highA = i32x4.splat(0);
      let highB = i32x4.splat(0);
      let highC = i32x4.splat(0);
      let highD = i32x4.splat(0);
      let lowA = i32x4.splat(half);
      let lowB = i32x4.splat(half);
      let lowC = i32x4.splat(half);
      let lowD = i32x4.splat(half);
      for (let weights = start; weights < end; weights += pairBytes) {
        const wHigh = v128.load32_splat(weights);
        const wLow = v128.load32_splat(weights, 4);
        const upper = v128.load(p);
        const lower = v128.load(p + sourceStride);
        p += 2 * sourceStride;

        const left = i8x16.shuffle(upper, lower, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        let pairs = i16x8.extend_low_i8x16_u(left);
        highA = i32x4.add(highA, i32x4.dot_i16x8_s(pairs, wHigh));
        lowA = i32x4.add(lowA, i32x4.dot_i16x8_s(pairs, wLow));
        pairs = i16x8.extend_high_i8x16_u(left);
        highB = i32x4.add(highB, i32x4.dot_i16x8_s(pairs, wHigh));
        lowB = i32x4.add(lowB, i32x4.dot_i16x8_s(pairs, wLow));

        const right = i8x16.shuffle(upper, lower, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        pairs = i16x8.extend_low_i8x16_u(right);
        highC = i32x4.add(highC, i32x4.dot_i16x8_s(pairs, wHigh));
        lowC = i32x4.add(lowC, i32x4.dot_i16x8_s(pairs, wLow));
        pairs = i16x8.extend_high_i8x16_u(right);
        highD = i32x4.add(highD, i32x4.dot_i16x8_s(pairs, wHigh));
        lowD = i32x4.add(lowD, i32x4.dot_i16x8_s(pairs, wLow));
      }
      v128.store(
        out + x,
        i8x16.narrow_i16x8_u(
          i16x8.narrow_i32x4_s(join(highA, lowA), join(highB, lowB)),
          i16x8.narrow_i32x4_s(join(highC, lowC), join(highD, lowD)),
        ),
      );
    }
    out += rowBytes;
    record += recordBytes;
  }
}
