import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noFilters } from '../../../src-contract/index.ts';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import { installPack } from '../../helpers/installed-packs.ts';
import { killProcess } from '../../helpers/kill-process.ts';
import { photo } from '../../helpers/photos.ts';
import type { SwitchingOrder, SwitchingReport } from '../../helpers/switching-script.ts';
import { fixturePack, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { openBeside } from '../../helpers/words.ts';

const count = 20;
const lastOnes = 2;
const f16 = 'tiny-f16';
const clip = 'tiny-clip';

class Host {
  readonly reports: SwitchingReport[] = [];
  readonly #child: ChildProcess;

  constructor(dataDir: string, release: string) {
    this.#child = fork(new URL('../../helpers/switching-script.ts', import.meta.url), [dataDir, release], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 2, 'ipc'],
    });
  }

  order(order: SwitchingOrder): void {
    this.#child.send(order);
  }

  async first(isIt: (report: SwitchingReport) => boolean): Promise<SwitchingReport> {
    for await (const [message] of on(this.#child, 'message', { close: ['exit'] })) {
      const report = message as SwitchingReport;
      this.reports.push(report);
      if (isIt(report)) return report;
    }
    throw new Error('Expected the host to live until it is killed');
  }

  /** Kill it, and its encoder, as soon as it has told of something. The incoming pack's encoder ends by itself. */
  async killWhen(isIt: (report: SwitchingReport) => boolean): Promise<void> {
    const { encoder } = await this.first(isIt);
    if (encoder !== undefined) killProcess(encoder);
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}

type Scores = SwitchingReport['scores'];

async function scoresNow({ engine }: TempLibrary): Promise<Scores> {
  const { hits } = await engine.search.query({
    ...{ text: 'a red square', images: [], top: 1000 },
    ...{ filters: noFilters, sort: 'relevance' },
  });
  return hits.map(({ photoId, score }) => [photoId, Math.round(score * 1e5) / 1e5]);
}

function embeddings(lib: TempLibrary): [string, number][] {
  using beside = openBeside(lib.dataDir);
  return beside.raw
    .prepare<[], [string, number]>(
      'SELECT pack_id, count(*) FROM embeddings JOIN packs ON packs.id = pack GROUP BY pack ORDER BY pack_id',
    )
    .raw()
    .all();
}

/** Has the incoming pack seen so many photos? */
function isSeen(lib: TempLibrary, photos: number): boolean {
  return embeddings(lib).some(([pack, seen]) => pack === f16 && seen === photos);
}

test('a switch that is killed goes on where it was, and every answer is that of one pack', async () => {
  const name = (i: number): string => `${i < lastOnes ? 'last' : 'photo'}-${i}.jpg`;
  const files = Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), photo(i)] as const));
  await using lib = await tempLibrary(files, { packDir: fixturePack(clip), adoptPack: true });
  await lib.index();
  await installPack(lib.dataDir, f16);
  const before = await scoresNow(lib);
  await lib.engine[Symbol.asyncDispose]();
  const release = join(lib.photos, '..', 'release');
  const hosts: Host[] = [];
  const start = (): Host => {
    const host = new Host(lib.dataDir, release);
    hosts.push(host);
    return host;
  };

  const asking = start();
  await asking.first(({ after }) => after.answering.id === clip);
  asking.order({ method: 'packs.use', input: { id: f16, when: 'covered' } });
  await asking.killWhen(({ after }) => after.incoming?.id === f16);
  await start().killWhen(() => isSeen(lib, count - lastOnes));
  const last = start();
  await last.first(({ before: { incoming } }) => incoming?.id === f16);
  await writeFile(release, '');
  await last.killWhen(({ before: { answering } }) => answering.id === f16);
  const back = start();
  await back.first(({ before: { answering, previous } }) => answering.id === f16 && previous?.id === clip);
  back.order({ method: 'packs.goBack', input: {} });
  await back.killWhen(({ before: { answering } }) => answering.id === clip);

  await lib.reopen();
  expect(await dispatch(lib.engine, 'packs.state', {})).toMatchObject({
    answering: { id: clip },
    incoming: null,
    previous: { id: f16 },
    change: null,
  });
  expect(await scoresNow(lib)).toEqual(before);
  await dispatch(lib.engine, 'packs.goBack', {});
  const after = await scoresNow(lib);
  expect(after).not.toEqual(before);
  expect(embeddings(lib)).toEqual([
    [clip, count],
    [f16, count],
  ]);
  expect(lib.engine.library.status().notice).toBeNull();
  for (const report of hosts.flatMap(({ reports }) => reports)) {
    expect(report, 'no photo is ever missing').toMatchObject({ searched: count, unseen: 0 });
    const possible = new Set([report.before.answering.id, report.after.answering.id]);
    expect([...possible].map((id) => (id === clip ? before : after))).toContainEqual(report.scores);
  }
}, 240_000);
