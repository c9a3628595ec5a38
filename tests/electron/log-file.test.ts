import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { logFile } from '../../src-main/electron/log-file.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { tempFolder } from '../helpers/temp-folder.ts';

let profile: string;

beforeEach(async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  profile = folder.path;
});

test('the log goes on where it ended', async () => {
  for (const text of ['one', 'two']) createLogger(logFile(profile)).warn({}, text);
  const lines = (await readFile(join(profile, 'eidetic.log'), 'utf8')).trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['one', 'two']);
});

test('a log that has become large is put aside', async () => {
  await writeFile(join(profile, 'eidetic.log'), 'x'.repeat(2 * 1024 * 1024));
  await writeFile(join(profile, 'eidetic.old.log'), 'older');
  createLogger(logFile(profile)).warn({}, 'new');
  expect((await readFile(join(profile, 'eidetic.old.log'), 'utf8')).length).toBe(2 * 1024 * 1024);
  expect(await readFile(join(profile, 'eidetic.log'), 'utf8')).toContain('"new"');
});

test('without a place for it there is none', async () => {
  await mkdir(join(profile, 'eidetic.log'));
  expect(logFile(profile)).toBeUndefined();
  expect(logFile(join(profile, 'nowhere'))).toBeUndefined();
});
