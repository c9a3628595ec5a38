import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { PackManifest } from '../../src-main/core/pack/manifest.ts';
import { Engine } from '../../src-main/engine/engine.ts';
import { installedPacks, verifyPack } from '../../src-main/engine/models/index.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import type { Handler } from '../helpers/file-server.ts';
import { fixtureEntry, startPublisher, writeCatalogue } from '../helpers/model-catalogue.ts';
import { tempFolder } from '../helpers/temp-folder.ts';
import { fixturePack } from '../helpers/temp-library.ts';
import type { ModelsReport } from './models-host.ts';
import { Random } from './random.ts';

/*
 * A host that downloads, imports and removes packs is killed again and again. Whatever was killed when: what is listed is a
 * whole pack, what was installed stays, what was removed does not come back, and nothing is left over.
 */
const seed = Number(process.env['EIDETIC_SEED'] ?? Math.floor(Math.random() * 1e9));
const wantedKills = 18;

/** As a slow line: what is sent comes in small pieces, so that there is a middle to be killed in. */
function slowly(good: Handler): Handler {
  return (request, response, count) => {
    const whole = response.end.bind(response);
    response.end = ((content?: unknown) => {
      if (!Buffer.isBuffer(content)) return whole();
      const send = (from: number): void => {
        if (response.destroyed) return;
        if (from >= content.length) whole();
        else response.write(content.subarray(from, from + 400), () => setTimeout(send, 5, from + 400));
      };
      send(0);
      return response;
    }) as typeof response.end;
    good(request, response, count);
  };
}

test(`models survive random kills (seed ${seed})`, async () => {
  process.stderr.write(`repeat with EIDETIC_SEED=${seed}\n`);
  const random = new Random(seed);
  await using folder = await tempFolder();
  await using publisher = await startPublisher(slowly);
  const dataDir = join(folder.path, 'data');
  const catalogueDir = await writeCatalogue(join(folder.path, 'catalogue'), [await fixtureEntry('tiny-f16')]);
  const mine = join(folder.path, 'mine');
  await cp(fixturePack('tiny-f16'), mine, { recursive: true });
  const manifest = JSON.parse(await readFile(join(mine, 'pack.json'), 'utf8')) as PackManifest;
  await writeFile(join(mine, 'pack.json'), JSON.stringify({ ...manifest, id: 'mine' }));

  const promised = new Set<string>();
  const seen = { installed: 0, removed: 0, halves: 0 };
  for (let kills = 0; kills < wantedKills; kills++) {
    const args = [dataDir, catalogueDir, publisher.address, mine, String(seed + kills)];
    const host = fork(new URL('./models-host.ts', import.meta.url), args, {
      execArgv: [],
      stdio: ['ignore', 'ignore', 2, 'ipc'],
    });
    const opened = Promise.withResolvers<undefined>();
    const installed = Promise.withResolvers<undefined>();
    const removing = Promise.withResolvers<undefined>();
    host.on('message', (message) => {
      const report = message as ModelsReport;
      if (report.kind === 'open') opened.resolve(undefined);
      else if (report.kind === 'installed') {
        if (!promised.has(report.id)) seen.installed++;
        promised.add(report.id);
        installed.resolve(undefined);
      } else {
        seen.removed++;
        promised.delete(report.id);
        removing.resolve(undefined);
      }
    });
    const exited = once(host, 'exit');
    await Promise.race([opened.promise, exited.then(() => Promise.reject(new Error('The host did not start')))]);
    // While it comes, when it is there, or while it goes.
    const aim = kills % 3;
    const ended = exited.then(() => Promise.reject(new Error('The host ended by itself')));
    if (aim === 1) await Promise.race([installed.promise, ended]);
    if (aim === 2) await Promise.race([removing.promise, ended]);
    await wait(random.below(aim === 2 ? 10 : 1500));
    ended.catch((error: unknown) => error);
    expect(host.exitCode, 'the host ended by itself').toBeNull();
    host.kill('SIGKILL');
    await exited;

    const packs = await installedPacks(dataDir);
    for (const { dir } of packs) await verifyPack(dir);
    expect(packs.map((pack) => pack.manifest.id)).toEqual(expect.arrayContaining([...promised]));
    const incoming = await readdir(join(dataDir, 'models', '.incoming')).catch(() => []);
    seen.halves += incoming.length;
  }
  process.stderr.write(`${JSON.stringify({ kills: wantedKills, ...seen })}\n`);
  expect(Math.min(seen.installed, seen.removed, seen.halves)).toBeGreaterThan(0);

  {
    await using engine = await Engine.open({
      dataDir,
      packDir: fixturePack('tiny-clip'),
      adoptPack: true,
      launchEncoder: forkEncoder,
      log: createLogger(),
      catalogueDir,
    });
    for (const { id, state } of await engine.models.list()) {
      if (state.kind === 'installing') await engine.models.cancel(id);
      else if (state.kind === 'installed') await engine.models.remove(id);
    }
  }
  const left = (await readdir(join(dataDir, 'models'), { recursive: true })).filter((name) => name !== '.incoming');
  expect(left, 'nothing is left over').toEqual([]);
});
