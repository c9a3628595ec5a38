/**
 * How long an album takes that learns: `npm run bench:albums`, with `-- --json` as one JSON object. Wall time is what somebody
 * waits; processor time bears a busy machine.
 */
import { parseArgs } from 'node:util';
import { openEngine, scratchFolder } from './lib/library.ts';
import { seededRandom } from './lib/photos.ts';
import { progress, report, type Spread, spread } from './lib/report.ts';
import { writeSyntheticLibrary } from './lib/synthetic-library.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    photos: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '9' },
  },
});
const photos = Number(options.photos);
const exampleCounts = [1, 2, 4, 16, 100];

interface Taken {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Time of all threads of this process. */
async function taken(work: () => Promise<unknown>): Promise<Taken> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wallMs: performance.now() - started, cpuMs: (user + system) / 1000 };
}

await using scratch = await scratchFolder();
progress(`writing ${photos} photos`);
writeSyntheticLibrary(scratch.path, photos, 0);
await using engine = await openEngine(scratch.path, { captions: [] });
const { albums } = engine;
const random = seededRandom(7);
const some = (count: number): number[] => Array.from({ length: count }, () => 1 + Math.floor(random() * photos));
const made = (count: number): number =>
  albums.create({ name: String(count), kind: 'smart', prompt: null, source: 'selection' }, some(count)).id;
const suggest = (id: number): Promise<unknown> => albums.suggest(id, { top: 200, strictness: 0 });

progress('the first album of a start');
const first = await taken(() => suggest(made(5)));
const byCount: { examples: number; learn: Taken[]; again: Taken[] }[] = [];
for (const examples of exampleCounts) {
  progress(`${examples} examples`);
  const [learn, again]: [Taken[], Taken[]] = [[], []];
  for (let round = 0; round < Number(options.rounds); round++) {
    const id = made(examples);
    learn.push(await taken(() => suggest(id)));
    again.push(await taken(() => suggest(id)));
  }
  byCount.push({ examples, learn, again });
}

const wall = (all: readonly Taken[]): Spread => spread(all.map(({ wallMs }) => wallMs));
const cpu = (all: readonly Taken[]): Spread => spread(all.map(({ cpuMs }) => cpuMs));
const shown = ({ p50, max }: Spread): string => `${p50.toFixed(0)} (${max.toFixed(0)})`;
const result = {
  photos,
  first,
  examples: byCount.map(({ examples, learn, again }) => ({
    examples,
    learn: { wallMs: wall(learn), cpuMs: cpu(learn) },
    again: { wallMs: wall(again), cpuMs: cpu(again) },
  })),
};
report(options.json, result, [
  {
    title: `Suggestions of an album among ${photos} photos: milliseconds, median (most)`,
    rows: [
      ['examples', 'learn and look', 'processor', 'look again', 'processor'],
      ...byCount.map(({ examples, learn, again }) => [
        String(examples),
        shown(wall(learn)),
        shown(cpu(learn)),
        shown(wall(again)),
        shown(cpu(again)),
      ]),
    ],
    notes: [
      `The first of a start also reads and sums the sample of the library: ${first.wallMs.toFixed(0)} ms, ${first.cpuMs.toFixed(0)} ms of processor time.`,
    ],
  },
]);
