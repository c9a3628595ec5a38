import fc from 'fast-check';
import { expect, test } from 'vitest';
import { givePlanesKernelBack, takePlanesKernel } from '../../../src-main/core/image/kernel/planes-kernel.ts';

/** Bytes that look random and are the same for the same seed. */
function noise(count: number, seed: number): Uint8Array {
  let state = seed | 1;
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state >>> 24;
  });
}

const side = fc.integer({ min: 1, max: 40 });

test('a plane is reduced to the means of its blocks, and nothing beside it is touched', () => {
  const halvings = fc.integer({ min: 0, max: 3 });
  const sample = fc.constantFrom(0, 2);
  fc.assert(
    fc.property(side, side, halvings, halvings, sample, fc.nat(), (width, height, across, down, extraBits, seed) => {
      const bytes = extraBits > 0 ? 2 : 1;
      const columns = width << across;
      const samples = noise(columns * (height << down) * bytes, seed);
      // Ten bits: no more than 3 in the higher byte.
      if (bytes === 2) for (let i = 1; i < samples.length; i += 2) samples[i] = (samples[i] ?? 0) & 3;
      const at = (x: number, y: number): number => {
        const i = (y * columns + x) * bytes;
        return (samples[i] ?? 0) + (bytes === 2 ? (samples[i + 1] ?? 0) * 256 : 0);
      };
      const outStride = width + 5;
      const out = samples.length + 16;
      const sums = out + outStride * height + 16;
      const kernel = takePlanesKernel(sums + (columns + 16) * 2);
      const memory = new Uint8Array(kernel.memory.buffer);
      memory.set(samples);
      memory.fill(77, out, out + outStride * height);
      kernel.reducePlane(0, columns * bytes, extraBits, across, down, out, outStride, width, height, sums);
      const expected = new Uint8Array(outStride * height).fill(77);
      const count = 2 ** (across + down + extraBits);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          let sum = 0;
          for (let v = 0; v < 1 << down; v++)
            for (let u = 0; u < 1 << across; u++) sum += at((x << across) + u, (y << down) + v);
          expected[y * outStride + x] = Math.min(255, Math.floor(sum / count + 0.5));
        }
      }
      expect(Buffer.compare(memory.subarray(out, out + expected.length), expected)).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('a kernel that was given back is taken again, unless it is large', () => {
  const small = takePlanesKernel(100);
  expect(takePlanesKernel(100)).not.toBe(small);
  givePlanesKernelBack(small);
  expect(takePlanesKernel(3 << 20)).toBe(small);
  expect(small.memory.buffer.byteLength).toBeGreaterThanOrEqual(3 << 20);
  const large = takePlanesKernel(40 << 20);
  givePlanesKernelBack(large);
  expect(takePlanesKernel(100)).not.toBe(large);
});

test('luma and chroma become RGB, and chroma of half the size is repeated', () => {
  const half = fc.constantFrom(0, 1);
  const weights = fc.constantFrom(
    { black: 0, luma: 1, redOfRed: 1.402, greenOfBlue: -0.344, greenOfRed: -0.714, blueOfBlue: 1.772 },
    { black: 16, luma: 1.164, redOfRed: 1.679, greenOfBlue: -0.188, greenOfRed: -0.65, blueOfBlue: 2.142 },
  );
  fc.assert(
    fc.property(side, side, half, half, weights, fc.nat(), (width, height, halfAcross, halfDown, by, seed) => {
      const chromaWidth = Math.ceil(width / (halfAcross + 1));
      const chromaHeight = Math.ceil(height / (halfDown + 1));
      const lumaPlane = noise(width * height, seed);
      const chroma = noise(chromaWidth * chromaHeight * 2, seed + 2);
      const blueAt = lumaPlane.length + 16;
      const redAt = blueAt + chroma.length / 2;
      const out = redAt + chroma.length / 2 + 16;
      const kernel = takePlanesKernel(out + width * height * 3 + 48);
      const memory = new Uint8Array(kernel.memory.buffer);
      memory.set(lumaPlane);
      memory.set(chroma, blueAt);
      const fixed = (weight: number): number => Math.round(weight * 2 ** 13);
      const firstRow = seed % height;
      kernel.planesToRgb(
        0,
        width,
        blueAt,
        redAt,
        chromaWidth,
        halfAcross,
        halfDown,
        firstRow,
        width,
        height - firstRow,
        by.black,
        fixed(by.luma),
        fixed(by.redOfRed),
        fixed(by.greenOfBlue),
        fixed(by.greenOfRed),
        fixed(by.blueOfBlue),
        out,
      );
      const rows = memory.subarray(out, out + width * (height - firstRow) * 3);
      let worst = 0;
      for (let y = firstRow; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const at = (y >> halfDown) * chromaWidth + (x >> halfAcross);
          const luma = ((lumaPlane[y * width + x] ?? 0) - by.black) * by.luma;
          const blue = (chroma[at] ?? 0) - 128;
          const red = (chroma[chroma.length / 2 + at] ?? 0) - 128;
          const rgb = [
            luma + by.redOfRed * red,
            luma + by.greenOfBlue * blue + by.greenOfRed * red,
            luma + by.blueOfBlue * blue,
          ];
          for (const [c, value] of rgb.entries()) {
            const actual = rows[((y - firstRow) * width + x) * 3 + c] ?? NaN;
            worst = Math.max(worst, Math.abs(actual - Math.max(0, Math.min(255, value))));
          }
        }
      }
      // Rounded to whole numbers, with weights that are rounded to 13 bits.
      expect(worst).toBeLessThan(0.55);
    }),
    { numRuns: 300 },
  );
});
