/**
 * Scan a block of codes for the best of one or several queries, in AssemblyScript with SIMD.
 *
 * [Note: Cascade] A code holds each value of an embedding in 8 bits, cut into a *coarse* half of 4 bits and a *fine*
 * half of 4 bits that lie in planes of their own. Every row is scored by its coarse half alone, which is half of the
 * memory and decides for nearly all of them; rows that may still be among the best are scored by both halves, and
 * those that may be among the best after that become candidates, which the caller compares exactly. "May" is a matter
 * of the error that each step can make: see codes.ts.
 *
 * The coarse score comes from `relaxed_dot_i8x16_i7x16`: its second operand is below 16, so every sum fits 16 bits and
 * what is left open by the name "relaxed" cannot occur. Eight such sums are below 2^15 too.
 *
 * Layout of the memory: see layout.ts, which this file must agree with. Compiled by `npm run build:kernels` into
 * scan-binary.ts.
 */

// Constants are loaded from memory: V8 would make a `v128.const` anew at each use, inside the loops.
const nibbles: usize = 0; // 16 bytes of 0x0f
const signs: usize = 16; // 16 bytes of 0x80

const blockRows: usize = 2048;

// A query: f32 offset, f32 coarse unit, f32 unit, f32 margin, f32 slack, u32 top, f32 weight of the biases in coarse
// units, f32 the same in units of scores, then i8[dim], i16[dim].
const queryHeader: usize = 32;

// What is found for a query: u32 count, u32 limit, f32 floor, f32 coarse floor, u64 hard floor.
const foundBytes: usize = 32;

/** Score all rows of a block that `alive` and, unless 0, `filter` name, for all queries. */
export function scanBlock(
  block: usize,
  half: usize, // bytes of a row in one plane: dim / 2
  alive: usize, // a bit for each row
  filter: usize, // a bit for each row; 0 for all
  queries: usize,
  queryBytes: usize,
  count: usize,
  found: usize,
  keys: usize,
  capacity: u32,
): void {
  const scales = block + 2 * half * blockRows;
  for (let first: usize = 0; first < blockRows; first += 32) {
    let word = atomic.load<u32>(alive + (first >> 3));
    if (filter !== 0) word &= load<u32>(filter + (first >> 3));
    if (word === 0) continue;
    const sparse = popcnt<u32>(word) <= 2;
    let query = queries;
    let finding = found;
    let list = keys;
    let left = count;
    if (!sparse) {
      for (; left >= 4; left -= 4) {
        scan32by4(block, half, scales, first, word, query, queryBytes, finding, list, capacity);
        query += queryBytes << 2;
        finding += foundBytes << 2;
        list += (<usize>capacity) << 5;
      }
    }
    for (; left > 0; left--) {
      const passed = sparse ? word : word & scan32(block, half, scales, first, query, finding);
      finish(block, half, scales, first, passed, query, finding, list, capacity);
      query += queryBytes;
      finding += foundBytes;
      list += (<usize>capacity) << 3;
    }
  }
}

function coarse(query: v128, halves: v128): v128 {
  return i16x8.relaxed_dot_i8x16_i7x16_s(query, halves);
}

/** Sums of four vectors, one in each lane. */
function sums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const low = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const high = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i64>(low, high, 0, 2), v128.shuffle<i64>(low, high, 1, 3));
}

/** Score 32 rows by their coarse halves. @returns a bit for each that may be among the best. */
function scan32(block: usize, half: usize, scales: usize, first: usize, query: usize, found: usize): u32 {
  const mask = v128.load(nibbles);
  const offset = v128.load32_splat(query);
  const weight = v128.load32_splat(query, 24);
  const start = query + queryHeader;
  let row = block + first * half;
  let passed: u32 = 0;
  for (let group: usize = 0; group < 32; group += 4) {
    let sum0 = i32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let q = start;
    for (const end = row + half; row < end; row += 32, q += 64) {
      const row1 = row + half;
      const row2 = row1 + half;
      const row3 = row2 + half;
      let x0 = v128.load(row);
      let x1 = v128.load(row1);
      let x2 = v128.load(row2);
      let x3 = v128.load(row3);
      let y = v128.load(q);
      let a0 = coarse(y, v128.and(x0, mask));
      let a1 = coarse(y, v128.and(x1, mask));
      let a2 = coarse(y, v128.and(x2, mask));
      let a3 = coarse(y, v128.and(x3, mask));
      y = v128.load(q, 16);
      a0 = i16x8.add(a0, coarse(y, v128.and(i16x8.shr_u(x0, 4), mask)));
      a1 = i16x8.add(a1, coarse(y, v128.and(i16x8.shr_u(x1, 4), mask)));
      a2 = i16x8.add(a2, coarse(y, v128.and(i16x8.shr_u(x2, 4), mask)));
      a3 = i16x8.add(a3, coarse(y, v128.and(i16x8.shr_u(x3, 4), mask)));
      x0 = v128.load(row, 16);
      x1 = v128.load(row1, 16);
      x2 = v128.load(row2, 16);
      x3 = v128.load(row3, 16);
      y = v128.load(q, 32);
      a0 = i16x8.add(a0, coarse(y, v128.and(x0, mask)));
      a1 = i16x8.add(a1, coarse(y, v128.and(x1, mask)));
      a2 = i16x8.add(a2, coarse(y, v128.and(x2, mask)));
      a3 = i16x8.add(a3, coarse(y, v128.and(x3, mask)));
      y = v128.load(q, 48);
      a0 = i16x8.add(a0, coarse(y, v128.and(i16x8.shr_u(x0, 4), mask)));
      a1 = i16x8.add(a1, coarse(y, v128.and(i16x8.shr_u(x1, 4), mask)));
      a2 = i16x8.add(a2, coarse(y, v128.and(i16x8.shr_u(x2, 4), mask)));
      a3 = i16x8.add(a3, coarse(y, v128.and(i16x8.shr_u(x3, 4), mask)));
      sum0 = i32x4.add(sum0, i32x4.extadd_pairwise_i16x8_s(a0));
      sum1 = i32x4.add(sum1, i32x4.extadd_pairwise_i16x8_s(a1));
      sum2 = i32x4.add(sum2, i32x4.extadd_pairwise_i16x8_s(a2));
      sum3 = i32x4.add(sum3, i32x4.extadd_pairwise_i16x8_s(a3));
    }
    row += 3 * half;
    const sums = sums4(sum0, sum1, sum2, sum3);
    const place = scales + ((first + group) << 2);
    const scale = v128.load(place);
    const bias = f32x4.mul(weight, v128.load(place + 8 * blockRows));
    const bounds = f32x4.sub(f32x4.mul(scale, f32x4.add(f32x4.convert_i32x4_s(sums), offset)), bias);
    passed |= i32x4.bitmask(f32x4.ge(bounds, v128.load32_splat(found, 12))) << (<i32>group);
  }
  return passed;
}

/**
 * The same for four queries, which share the work of taking a row apart, and go on with the rows of `word` that may be
 * among their best.
 */
function scan32by4(
  block: usize,
  half: usize,
  scales: usize,
  first: usize,
  word: u32,
  query: usize,
  queryBytes: usize,
  found: usize,
  keys: usize,
  capacity: u32,
): void {
  const mask = v128.load(nibbles);
  const query1 = query + queryBytes;
  const query2 = query1 + queryBytes;
  const query3 = query2 + queryBytes;
  const offsets = f32x4(load<f32>(query), load<f32>(query1), load<f32>(query2), load<f32>(query3));
  const floors = f32x4(load<f32>(found, 12), load<f32>(found, 44), load<f32>(found, 76), load<f32>(found, 108));
  const weights = f32x4(load<f32>(query, 24), load<f32>(query1, 24), load<f32>(query2, 24), load<f32>(query3, 24));
  let passed0: u32 = 0;
  let passed1: u32 = 0;
  let passed2: u32 = 0;
  let passed3: u32 = 0;
  for (let rows = word; rows !== 0; rows &= rows - 1) {
    const index = ctz<u32>(rows);
    let row = block + (first + <usize>index) * half;
    let sum0 = i32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let q0 = query + queryHeader;
    for (const end = row + half; row < end; row += 32, q0 += 64) {
      const q1 = q0 + queryBytes;
      const q2 = q1 + queryBytes;
      const q3 = q2 + queryBytes;
      let x = v128.load(row);
      let low = v128.and(x, mask);
      let high = v128.and(i16x8.shr_u(x, 4), mask);
      let a = i16x8.add(coarse(v128.load(q0), low), coarse(v128.load(q0, 16), high));
      let b = i16x8.add(coarse(v128.load(q1), low), coarse(v128.load(q1, 16), high));
      let c = i16x8.add(coarse(v128.load(q2), low), coarse(v128.load(q2, 16), high));
      let d = i16x8.add(coarse(v128.load(q3), low), coarse(v128.load(q3, 16), high));
      x = v128.load(row, 16);
      low = v128.and(x, mask);
      high = v128.and(i16x8.shr_u(x, 4), mask);
      a = i16x8.add(i16x8.add(a, coarse(v128.load(q0, 32), low)), coarse(v128.load(q0, 48), high));
      b = i16x8.add(i16x8.add(b, coarse(v128.load(q1, 32), low)), coarse(v128.load(q1, 48), high));
      c = i16x8.add(i16x8.add(c, coarse(v128.load(q2, 32), low)), coarse(v128.load(q2, 48), high));
      d = i16x8.add(i16x8.add(d, coarse(v128.load(q3, 32), low)), coarse(v128.load(q3, 48), high));
      sum0 = i32x4.add(sum0, i32x4.extadd_pairwise_i16x8_s(a));
      sum1 = i32x4.add(sum1, i32x4.extadd_pairwise_i16x8_s(b));
      sum2 = i32x4.add(sum2, i32x4.extadd_pairwise_i16x8_s(c));
      sum3 = i32x4.add(sum3, i32x4.extadd_pairwise_i16x8_s(d));
    }
    const place = scales + ((first + <usize>index) << 2);
    const scale = v128.load32_splat(place);
    const bias = f32x4.mul(weights, v128.load32_splat(place + 8 * blockRows));
    const sums = f32x4.convert_i32x4_s(sums4(sum0, sum1, sum2, sum3));
    const bounds = f32x4.sub(f32x4.mul(scale, f32x4.add(sums, offsets)), bias);
    const over = <u32>i32x4.bitmask(f32x4.ge(bounds, floors));
    passed0 |= (over & 1) << index;
    passed1 |= ((over >> 1) & 1) << index;
    passed2 |= ((over >> 2) & 1) << index;
    passed3 |= (over >> 3) << index;
  }
  const list = (<usize>capacity) << 3;
  finish(block, half, scales, first, passed0, query, found, keys, capacity);
  finish(block, half, scales, first, passed1, query1, found + foundBytes, keys + list, capacity);
  finish(block, half, scales, first, passed2, query2, found + 2 * foundBytes, keys + 2 * list, capacity);
  finish(block, half, scales, first, passed3, query3, found + 3 * foundBytes, keys + 3 * list, capacity);
}

/** Score the rows that `word` names, of 32, by both halves, and keep those that are candidates. */
function finish(
  block: usize,
  half: usize,
  scales: usize,
  first: usize,
  word: u32,
  query: usize,
  found: usize,
  keys: usize,
  capacity: u32,
): void {
  const unit = load<f32>(query, 8);
  const weight = load<f32>(query, 28);
  const q = query + queryHeader + 2 * half;
  const ids = scales + 4 * blockRows;
  const biases = scales + 8 * blockRows;
  const fine = half * blockRows;
  for (; word !== 0; word &= word - 1) {
    const index = first + <usize>ctz<u32>(word);
    const product = load<f32>(scales + (index << 2)) * unit * dot(block + index * half, fine, half, q);
    const score = product - weight * load<f32>(biases + (index << 2));
    if (score < load<f32>(found, 8)) continue;
    const below: u32 = ~load<u32>(ids + (index << 2));
    const key = ((<u64>ordered(score)) << 32) | (<u64>below);
    if (key <= load<u64>(found, 16)) continue;
    let n = load<u32>(found);
    store<u64>(keys + ((<usize>n) << 3), key);
    store<u32>(found, ++n);
    if (n === load<u32>(found, 4)) narrow(query, found, keys, capacity);
  }
}

/** Sum of products of a query, i16, and a row put together from its halves, i8. */
function dot(row: usize, fine: usize, half: usize, q: usize): f32 {
  const mask = v128.load(nibbles);
  const sign = v128.load(signs);
  let a = i32x4.splat(0);
  let b = a;
  for (const end = row + half; row < end; row += 16, q += 64) {
    const high = v128.load(row);
    const low = v128.load(row + fine);
    const x = v128.xor(v128.or(i16x8.shl(v128.and(high, mask), 4), v128.and(low, mask)), sign);
    const y = v128.xor(v128.or(v128.andnot(high, mask), v128.and(i16x8.shr_u(low, 4), mask)), sign);
    a = i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(x), v128.load(q)));
    b = i32x4.add(b, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(x), v128.load(q, 16)));
    a = i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(y), v128.load(q, 32)));
    b = i32x4.add(b, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(y), v128.load(q, 48)));
  }
  const sums = f32x4.convert_i32x4_s(i32x4.add(a, b));
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  );
}

/** Bits of a float as a number that sorts as the float does. */
function ordered(value: f32): u32 {
  const bits = reinterpret<u32>(value);
  return bits ^ ((<u32>((<i32>bits) >> 31)) | 0x8000_0000);
}

function unordered(bits: u32): f32 {
  return reinterpret<f32>(bits ^ (bits >>> 31 ? 0x8000_0000 : 0xffff_ffff));
}

/**
 * Raise the floor to what the best so far say, and drop what lies below it. Where nearly everything lies above (many
 * photos of the same score) the best half of the list is kept, by score and then by the lower id, as in the answer.
 */
function narrow(query: usize, found: usize, keys: usize, capacity: u32): void {
  const n = load<u32>(found);
  const top = load<u32>(query, 20);
  const kth = unordered(<u32>(select(keys, n, top - 1) >> 32));
  // What was found in an earlier segment can have put the floor higher already.
  const floor = max(kth - load<f32>(query, 12), load<f32>(found, 8));
  store<f32>(found, floor, 8);
  const coarseFloor = (floor - load<f32>(query, 16)) / load<f32>(query, 4);
  store<f32>(found, coarseFloor, 12);
  const lowest = (<u64>ordered(floor)) << 32;
  let kept: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const key = load<u64>(keys + ((<usize>i) << 3));
    if (key < lowest) continue;
    store<u64>(keys + ((<usize>kept) << 3), key);
    kept++;
  }
  const most = capacity >> 1;
  if (kept > most) {
    store<u64>(found, select(keys, kept, most), 16);
    kept = most;
  }
  store<u32>(found, kept);
  // Room for as many again before the next time.
  if (kept << 1 > load<u32>(found, 4)) store<u32>(found, min<u32>(kept << 1, capacity), 4);
}

/** Put the k-th largest of n keys (k from 0) in its place, larger ones before it and others after it. */
function select(keys: usize, n: u32, k: u32): u64 {
  let left: i32 = 0;
  let right: i32 = <i32>n - 1;
  while (left < right) {
    // The middle of three, so that a list in order is not the worst case.
    const pivot = median(at(keys, left), at(keys, (left + right) >> 1), at(keys, right));
    let i = left;
    let j = right;
    while (i <= j) {
      while (at(keys, i) > pivot) i++;
      while (at(keys, j) < pivot) j--;
      if (i <= j) {
        const swap = at(keys, i);
        store<u64>(keys + ((<usize>i) << 3), at(keys, j));
        store<u64>(keys + ((<usize>j) << 3), swap);
        i++;
        j--;
      }
    }
    if (<i32>k <= j) right = j;
    else if (<i32>k >= i) left = i;
    else break;
  }
  return at(keys, k);
}

function at(keys: usize, i: i32): u64 {
  return load<u64>(keys + ((<usize>i) << 3));
}

function median(a: u64, b: u64, c: u64): u64 {
  return max(min(a, b), min(max(a, b), c));
}
