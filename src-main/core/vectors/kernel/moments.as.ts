/**
 * Add outer products of float32 rows to a float64 matrix, in AssemblyScript with SIMD.
 *
 * Compiled by `npm run build:kernels` into moments-binary.ts.
 */

/**
 * Add the sum over n rows of left[i] * right[j] to matrix[i][j], for every j from i rounded down to a multiple of 4:
 * the matrix is symmetric. All have `dim` columns, a multiple of 8. The n products are summed in float32 first.
 */
export function addProducts(matrix: usize, left: usize, right: usize, dim: usize, n: usize): void {
  const row = dim << 2;
  for (let i: usize = 0; i < dim; i += 4) {
    for (let j = i & ~7; j < dim; j += 8) {
      let a0 = f32x4.splat(0);
      let a1 = a0;
      let b0 = a0;
      let b1 = a0;
      let c0 = a0;
      let c1 = a0;
      let d0 = a0;
      let d1 = a0;
      let x = left + (i << 2);
      let y = right + (j << 2);
      for (let k: usize = 0; k < n; k++) {
        const y0 = v128.load(y);
        const y1 = v128.load(y, 16);
        let value = v128.load32_splat(x);
        a0 = f32x4.add(a0, f32x4.mul(value, y0));
        a1 = f32x4.add(a1, f32x4.mul(value, y1));
        value = v128.load32_splat(x, 4);
        b0 = f32x4.add(b0, f32x4.mul(value, y0));
        b1 = f32x4.add(b1, f32x4.mul(value, y1));
        value = v128.load32_splat(x, 8);
        c0 = f32x4.add(c0, f32x4.mul(value, y0));
        c1 = f32x4.add(c1, f32x4.mul(value, y1));
        value = v128.load32_splat(x, 12);
        d0 = f32x4.add(d0, f32x4.mul(value, y0));
        d1 = f32x4.add(d1, f32x4.mul(value, y1));
        x += row;
        y += row;
      }
      let out = matrix + ((i * dim + j) << 3);
      addEight(out, a0, a1);
      addEight((out += dim << 3), b0, b1);
      addEight((out += dim << 3), c0, c1);
      addEight((out += dim << 3), d0, d1);
    }
  }
}

/** Sum over all i and j of query[i] * matrix[i][j] * query[j], by the upper triangle. `dim` is a multiple of 8. */
export function quadratic(matrix: usize, query: usize, dim: usize): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < dim; i++) {
    const value = load<f64>(query + (i << 3));
    const row = matrix + ((i * dim) << 3);
    let products = (value * load<f64>(row + (i << 3))) / 2;
    let j = i + 1;
    for (; (j & 7) !== 0; j++) products += load<f64>(query + (j << 3)) * load<f64>(row + (j << 3));
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (; j < dim; j += 8) {
      const x = row + (j << 3);
      const y = query + (j << 3);
      a = f64x2.add(a, f64x2.mul(v128.load(x), v128.load(y)));
      b = f64x2.add(b, f64x2.mul(v128.load(x, 16), v128.load(y, 16)));
      c = f64x2.add(c, f64x2.mul(v128.load(x, 32), v128.load(y, 32)));
      d = f64x2.add(d, f64x2.mul(v128.load(x, 48), v128.load(y, 48)));
    }
    a = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
    sum += value * (products + f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1));
  }
  return 2 * sum;
}

function addEight(out: usize, low: v128, high: v128): void {
  v128.store(out, f64x2.add(v128.load(out), f64x2.promote_low_f32x4(low)));
  v128.store(out, f64x2.add(v128.load(out, 16), f64x2.promote_low_f32x4(v128.shuffle<i64>(low, low, 1, 1))), 16);
  v128.store(out, f64x2.add(v128.load(out, 32), f64x2.promote_low_f32x4(high)), 32);
  v128.store(out, f64x2.add(v128.load(out, 48), f64x2.promote_low_f32x4(v128.shuffle<i64>(high, high, 1, 1))), 48);
}
