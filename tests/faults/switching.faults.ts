import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { installPack, otherWords } from '../helpers/installed-packs.ts';
import { killProcess } from '../helpers/kill-process.ts';
import { photo } from '../helpers/photos.ts';
import { query, scores, state, use } from '../helpers/switching.ts';
import type { SwitchingOrder, SwitchingReport } from '../helpers/switching-script.ts';
import { fewCaptions, fixturePack, tempLibrary, type TempLibrary } from '../helpers/temp-library.ts';
import { until } from '../helpers/until.ts';
import { openBeside } from '../helpers/words.ts';
import { Random } from './random.ts';

/*
 * A host that searches all the time is told to use one pack and the other, to go back, to keep, and is killed. Whatever was
 * killed when: every answer is that of one pack, whole or saying how much is missing, and in the end there is one that has
 * seen every photo.
 */
const seed = Number(process.env['EIDETIC_SEED'] ?? Math.floor(Math.random() * 1e9));
const wantedKills = 20;
const photos = 24;
const packs = ['tiny-clip', 'tiny-f16', 'tiny-words'] as const;

type Scores = ReadonlyMap<number, number>;

/** What a pack says of the photos, with biases and before it has them. */
type Truth = ReadonlyMap<string, readonly [Scores, Scores]>;

async function truthOf(lib: TempLibrary, configured: readonly string[]): Promise<Truth> {
  const truth = new Map<string, [Scores, Scores]>();
  const all = async (): Promise<Scores> => new Map(scores(await query(lib)));
  for (const id of packs) {
    await lib.reopen({ captions: configured });
    await use(lib, id, 'covered');
    await until(`${id} to answer`, async () => (await state(lib)).answering.id === id, 60_000);
    await until('its biases', () => lib.engine.search.hubs.isComplete, 60_000);
    const corrected = await all();
    // Without captions there are no biases to use.
    await lib.reopen({ captions: [] });
    truth.set(id, [corrected, await all()]);
  }
  await lib.reopen({ captions: configured });
  return truth;
}

/** Is every hit what one pack says of it? */
function isOf(expected: Scores, { scores: hits }: SwitchingReport): boolean {
  return hits.every(([id, score]) => Math.abs((expected.get(id) ?? Infinity) - score) < 2e-5);
}

function anyOrder(random: Random): SwitchingOrder {
  if (random.below(6) === 0) return { method: 'packs.keep', input: {} };
  if (random.below(4) === 0) return { method: 'packs.goBack', input: {} };
  const when = random.pick(['covered', 'covered', 'now'] as const);
  return { method: 'packs.use', input: { id: random.pick(packs), when } };
}

/** A host that is told to change packs, and tells what its searches find meanwhile. */
class Host {
  readonly reports: SwitchingReport[] = [];
  readonly #child;
  readonly #exited;

  constructor(dataDir: string, release: string) {
    this.#child = fork(new URL('../helpers/switching-script.ts', import.meta.url), [dataDir, release], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 2, 'ipc'],
    });
    this.#exited = once(this.#child, 'exit');
    this.#child.on('message', (report) => this.reports.push(report as SwitchingReport));
  }

  order(order: SwitchingOrder): void {
    this.#child.send(order);
  }

  /** The first report from now on that is as it should be. */
  async told(isIt: (report: SwitchingReport) => boolean): Promise<SwitchingReport> {
    const from = this.reports.length;
    let told: SwitchingReport | undefined;
    await until(
      'the host to tell',
      () => {
        told = this.reports.slice(from).find(isIt);
        return told !== undefined || this.#child.exitCode !== null;
      },
      60_000,
    );
    if (told === undefined) throw new Error('Expected the host to live until it is killed');
    return told;
  }

  async kill(): Promise<void> {
    expect(this.#child.exitCode, 'the host ended by itself').toBeNull();
    const encoder = this.reports.at(-1)?.encoder;
    this.#child.kill('SIGKILL');
    await this.#exited;
    // That of the incoming pack ends by itself.
    if (encoder !== undefined) killProcess(encoder);
  }
}

/** What is going on when it is killed. */
const scenes: readonly ((host: Host, random: Random) => Promise<void>)[] = [
  async function anything(host, random) {
    for (let orders = 1 + random.below(3); orders > 0; orders--) {
      host.order(anyOrder(random));
      await wait(random.below(1500));
    }
  },
  async function another(host, random) {
    const { id, order } = await useAnother(host, random, 'covered');
    host.order(order);
    await host.told(({ after: { answering, incoming } }) => [answering.id, incoming?.id].includes(id));
    await wait(random.below(800));
  },
  async function fromTheBeginning(host, random) {
    host.order({ method: 'packs.keep', input: {} });
    await host.told(({ after }) => after.previous === null);
    await wait(random.below(1000));
    const { id, order } = await useAnother(host, random, 'now');
    host.order(order);
    await host.told(({ after }) => after.answering.id === id);
    await wait(random.below(500));
  },
];

async function useAnother(
  host: Host,
  random: Random,
  when: 'covered' | 'now',
): Promise<{ id: string; order: SwitchingOrder }> {
  const { after } = await host.told(() => true);
  const id = random.pick(packs.filter((pack) => pack !== after.answering.id));
  return { id, order: { method: 'packs.use', input: { id, when } } };
}

test(`changes of packs survive random kills (seed ${seed})`, async () => {
  process.stderr.write(`repeat with EIDETIC_SEED=${seed}\n`);
  const random = new Random(seed);
  const files = Object.fromEntries(Array.from({ length: photos }, (_, i) => [`${i}.jpg`, photo(i)] as const));
  await using lib = await tempLibrary(files, { packDir: fixturePack('tiny-clip'), adoptPack: true });
  await installPack(lib.dataDir, 'tiny-f16');
  await installPack(lib.dataDir, 'tiny-clip', otherWords);
  await lib.index();
  const truth = await truthOf(lib, fewCaptions);
  await lib.engine[Symbol.asyncDispose]();
  const release = join(lib.photos, '..', 'release');
  await writeFile(release, '');

  const seen = { answers: 0, partial: 0, changed: 0 };
  let answered: string | undefined;
  for (let kills = 0; kills < wantedKills; kills++) {
    const host = new Host(lib.dataDir, release);
    await host.told(() => true);
    await scenes[kills % scenes.length]?.(host, random);
    await host.kill();
    for (const report of host.reports) {
      const { before, after, searched, unseen } = report;
      const possible = [before.answering.id, after.answering.id].flatMap((id) => truth.get(id) ?? []);
      expect(
        possible.some((expected) => isOf(expected, report)),
        `of one pack: ${JSON.stringify(report)}`,
      ).toBe(true);
      expect(searched + unseen, 'no photo is missing without being said').toBe(photos);
      // It may have seen some more by the time they were compared.
      expect(new Set(report.scores.map(([id]) => id)).size).toBeGreaterThanOrEqual(searched);
      seen.answers++;
      if (unseen > 0) seen.partial++;
      if (answered !== undefined && answered !== after.answering.id) seen.changed++;
      answered = after.answering.id;
    }
    using beside = openBeside(lib.dataDir);
    expect(beside.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  }
  process.stderr.write(`${JSON.stringify({ kills: wantedKills, ...seen })}\n`);
  expect(Math.min(seen.answers, seen.partial, seen.changed)).toBeGreaterThan(0);

  await lib.reopen();
  await lib.index();
  await until('every change to end', async () => {
    const { incoming, change } = await state(lib);
    return incoming === null && change === null;
  });
  const { answering } = await state(lib);
  await until('its biases', () => lib.engine.search.hubs.isComplete, 60_000);
  const answer = await query(lib);
  expect(answer).toMatchObject({ searched: photos, unseen: 0 });
  expect(new Map(scores(answer))).toEqual(truth.get(answering.id)?.[0]);
  expect(lib.engine.library.status().notice).toBeNull();
});
