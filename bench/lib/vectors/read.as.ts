/** Read memory as fast as it comes, for what it takes at least to look at every byte. A multiple of 128 bytes. */
export function readAll(from: usize, end: usize): i32 {
  let a = i64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (; from < end; from += 128) {
    a = v128.or(a, v128.or(v128.load(from), v128.load(from, 16)));
    b = v128.or(b, v128.or(v128.load(from, 32), v128.load(from, 48)));
    c = v128.or(c, v128.or(v128.load(from, 64), v128.load(from, 80)));
    d = v128.or(d, v128.or(v128.load(from, 96), v128.load(from, 112)));
  }
  a = v128.or(v128.or(a, b), v128.or(c, d));
  return i32x4.extract_lane(a, 0);
}

/** Count the bits in which rows of `rowBytes` bytes, a multiple of 16, differ from the first one. Returns the least. */
export function leastDifference(from: usize, end: usize, rowBytes: usize): i32 {
  let least: i32 = i32.MAX_VALUE;
  const first = from;
  for (from += rowBytes; from < end;) {
    let counts = i8x16.splat(0);
    let query = first;
    for (const next = from + rowBytes; from < next; from += 16, query += 16) {
      counts = i8x16.add(counts, i8x16.popcnt(v128.xor(v128.load(from), v128.load(query))));
    }
    const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(counts));
    const sum =
      i32x4.extract_lane(sums, 0) +
      i32x4.extract_lane(sums, 1) +
      i32x4.extract_lane(sums, 2) +
      i32x4.extract_lane(sums, 3);
    least = min(least, sum);
  }
  return least;
}
