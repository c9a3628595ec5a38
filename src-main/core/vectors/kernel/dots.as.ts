/**
 * Dot products of a float32 vector with many rows, in AssemblyScript with SIMD.
 *
 * Compiled by `npm run build:kernels` into dots-binary.ts.
 */

/**
 * out[i] = sum over k of vector[k] * rows[i][k], for n rows of `dim` columns each, a multiple of 16. Everything is
 * float32, the sums, too: of 16 columns at a time, four of them in each of four registers.
 */
export function dots(vector: usize, rows: usize, out: usize, dim: usize, n: usize): void {
  const rowBytes = dim << 2;
  const end = rows + rowBytes * n;
  for (let row = rows; row < end; row += rowBytes) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let k: usize = 0; k < rowBytes; k += 64) {
      a = f32x4.add(a, f32x4.mul(v128.load(vector + k), v128.load(row + k)));
      b = f32x4.add(b, f32x4.mul(v128.load(vector + k, 16), v128.load(row + k, 16)));
      c = f32x4.add(c, f32x4.mul(v128.load(vector + k, 32), v128.load(row + k, 32)));
      d = f32x4.add(d, f32x4.mul(v128.load(vector + k, 48), v128.load(row + k, 48)));
    }
    const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
    const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
    store<f32>(out, low + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)));
    out += 4;
  }
}
