/** Read memory as fast as it comes, for what it takes at least to look at every byte. */
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
