/**
 * Memory while many photos are indexed: `npm run bench:memory`, with `-- --json` as one JSON object. Small generated
 * photos over the built-in pack, or EIDETIC_PACK; resident memory of both processes after every tenth.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { benchLibrary, scratchFolder } from './lib/library.ts';
import { residentMiB } from './lib/processes.ts';
import { progress, report } from './lib/report.ts';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, photos: { type: 'string', default: '20000' } },
});
const count = Number(options.photos);

interface Sample {
  readonly done: number;
  readonly engineMiB: number;
  readonly encoderMiB: number;
}

async function makePhotos(root: string): Promise<void> {
  for (let i = 0; i < count; i++) {
    const folder = join(root, String(Math.floor(i / 500)));
    if (i % 500 === 0) await mkdir(folder, { recursive: true });
    const pixels = createHash('sha384').update(String(i)).digest();
    const image = sharp(pixels, { raw: { width: 4, height: 4, channels: 3 } }).resize(320, 240, { kernel: 'nearest' });
    await writeFile(join(folder, `${i}.jpg`), await image.jpeg().toBuffer());
  }
}

await using scratch = await scratchFolder();
progress(`making ${count} photos`);
await makePhotos(scratch.path);
await using library = await benchLibrary();
const samples: Sample[] = [];
let next = 0;
using _listening = library.engine.library.onProgress((event) => {
  if (event.phase !== 'encoding' || event.done < next) return;
  next = event.done + count / 20;
  const { done } = event;
  void library.engine.encoder.warmUp().then(({ rssBytes }) => {
    samples.push({ done, engineMiB: residentMiB(), encoderMiB: rssBytes / 2 ** 20 });
    progress(`${done} photos`);
  });
});
const summary = await library.index(scratch.path);
report(options.json, { summary, samples, recycled: library.engine.encoder.recycled }, [
  {
    title: `Resident memory while ${summary.encoded} photos are indexed, MiB`,
    rows: [
      ['photos', 'engine and host', 'encoder'],
      ...samples.map(({ done, engineMiB, encoderMiB }) => [String(done), engineMiB.toFixed(0), encoderMiB.toFixed(0)]),
    ],
    notes: [`encoders replaced because they had grown: ${library.engine.encoder.recycled}`],
  },
]);
