/**
 * What comparing photos with each other costs in a large library: `npm run bench:duplicates`, `-- --photos 100000`,
 * `-- --json`. Miniatures are made up of waves, as soft as those of photos; nothing is decoded and no embedding compared.
 */
import { parseArgs } from 'node:util';
import { isSamePicture, likeness, roughOf } from '../src-main/core/duplicates/likeness.ts';
import { miniatureBytes, miniatureEdge } from '../src-main/core/duplicates/miniature.ts';
import { RoughIndex } from '../src-main/engine/duplicates/rough-index.ts';
import { report } from './lib/report.ts';
import { median, quantile } from './lib/statistics.ts';

const { values } = parseArgs({
  options: { photos: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
});
const photos = Number(values.photos);
if (!Number.isInteger(photos) || photos < 1) throw new RangeError(`Expected --photos but received "${values.photos}"`);
const questions = 200;

/** Waves whose directions and phases follow from a seed; a `scale` below 1 looks at a part. */
function luma(seed: number, scale = 1): Uint8Array<ArrayBuffer> {
  const waves = Array.from({ length: 6 }, (_, i) => ({
    right: 14 * Math.sin(seed * 1.37 + i * 2.1),
    down: 14 * Math.cos(seed * 2.11 + i * 1.3),
    phase: seed * 0.731 * (i + 1),
  }));
  return Uint8Array.from({ length: miniatureBytes }, (_, at) => {
    const x = (scale * (at % miniatureEdge)) / miniatureEdge;
    const y = (scale * Math.floor(at / miniatureEdge)) / miniatureEdge;
    const sum = waves.reduce((all, { right, down, phase }) => all + Math.sin(right * x + down * y + phase), 0);
    return 128 + 18 * sum;
  });
}

function timed(work: (i: number) => void): number[] {
  return Array.from({ length: questions }, (_, i) => {
    const startedMs = performance.now();
    work(i);
    return performance.now() - startedMs;
  });
}

const index = new RoughIndex();
const residentBefore = process.memoryUsage().rss;
for (let id = 1; id <= photos; id++) {
  const look = roughOf(luma(id));
  if (look !== undefined) index.add(id, look);
}
const memory = process.memoryUsage().rss - residentBefore;
const asked = Array.from({ length: questions }, (_, i) => {
  const own = luma(1 + Math.floor((i * photos) / questions));
  return {
    luma: own,
    rough: roughOf(own) ?? new Float32Array(0),
    cut: luma(1 + Math.floor((i * photos) / questions), 0.97),
  };
});
let found = 0;
const nearMs = timed((i) => {
  const question = asked[i];
  if (question !== undefined) found += index.near(question.rough, 0.95, 32).length;
});
let same = 0;
const likenessMs = timed((i) => {
  const question = asked[i];
  if (question !== undefined) same += Number(isSamePicture(likeness(question.luma, question.cut)));
});
const result = {
  photos,
  memoryMiB: memory / 2 ** 20,
  nearMs: median(nearMs),
  nearP95Ms: quantile(nearMs, 0.95),
  candidates: found / questions,
  likenessMs: median(likenessMs),
  allMinutes: (photos * (median(nearMs) + 3 * median(likenessMs))) / 60_000,
};
report(values.json, result, [
  {
    title: `${photos} photos`,
    rows: [
      ['what', 'value'],
      ['rough looks in memory', `${result.memoryMiB.toFixed(0)} MiB`],
      ['photos that look roughly like one', `${result.nearMs.toFixed(2)} ms, 95 % ${result.nearP95Ms.toFixed(2)} ms`],
      ['of them', result.candidates.toFixed(2)],
      ['two photos, one cut, compared', `${result.likenessMs.toFixed(2)} ms, ${same} of ${questions} the same`],
      ['all photos, each compared closely with three', `${result.allMinutes.toFixed(1)} min`],
    ],
  },
]);
