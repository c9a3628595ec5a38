import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { type Check, type CheckResult, runLanes } from '../../scripts/lib/lanes.ts';
import { tempFolder } from '../helpers/temp-folder.ts';

/** Run checks whose scripts are JavaScript. */
async function run(...lanes: readonly (readonly Check[])[]): Promise<{ results: CheckResult[]; text: string }> {
  let text = '';
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  const results = await runLanes(lanes, output, { launch });
  return { results, text };
}

function launch(code: string): ChildProcess {
  return spawn(process.execPath, ['--eval', code]);
}

const codes = (results: readonly CheckResult[]): unknown[] => results.map(({ code }) => code);

/** Says two words, half a second apart. */
const slow = (one: string, two: string): string =>
  `console.log('${one}'); setTimeout(() => console.error('${two}'), 500)`;

test('a check that fails or is killed stops no other, and is told from those that pass', async () => {
  const killed = "process.kill(process.pid, 'SIGKILL')";
  const { results, text } = await run([
    { script: 'process.exit(3)' },
    { script: killed },
    { script: "console.log('the last')" },
  ]);
  expect(codes(results)).toEqual([3, null, 0]);
  expect(text).toContain('\nthe last\n');
});

test('lanes run beside each other, and their results come in the order of the lanes', async () => {
  await using folder = await tempFolder();
  // Each waits for the other.
  const meet = (mine: string, other: string): string => `
    const fs = require('node:fs');
    fs.writeFileSync(${JSON.stringify(join(folder.path, mine))}, '');
    const look = () => fs.existsSync(${JSON.stringify(join(folder.path, other))}) ? process.exit(1) : setTimeout(look, 20);
    look();`;
  const { results } = await run([{ script: meet('a', 'b') }], [{ script: meet('b', 'a') }, { script: '' }]);
  expect(codes(results)).toEqual([1, 1, 0]);
});

test('the signal ends what runs and begins nothing else', async () => {
  const stop = new AbortController();
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (chunk.toString() === 'ready') stop.abort();
      done();
    },
  });
  const forever = "process.stdout.write('ready'); setInterval(() => {}, 1000)";
  const results = await runLanes([[{ script: forever, isLive: true }, { script: '' }]], output, {
    launch,
    signal: stop.signal,
  });
  expect(codes(results)).toEqual([null]);
});

test.each([
  ['as wholes', false],
  ['after what is shown as it comes', true],
])('outputs are shown %s, with both streams of each', async (_, isLive) => {
  const [a, b] = [slow('a1', 'a2'), slow('b1', 'b2')];
  const { text } = await run([{ script: a, isLive }], [{ script: b }]);
  const words = text.split('\n').filter((line) => /^[ab]\d$/u.test(line));
  expect(words.join(' ')).toMatch(isLive ? /^a1 a2 b1 b2$/u : /^(?:a1 a2 b1 b2|b1 b2 a1 a2)$/u);
  expect(text).toContain(`> ${a}\n`);
});
