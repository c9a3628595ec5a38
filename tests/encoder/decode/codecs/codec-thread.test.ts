import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { CodecThread } from '../../../../src-main/encoder/decode/codecs/codec-thread.ts';
import type { CodecTask } from '../../../../src-main/encoder/decode/codecs/codec-worker.ts';

const bytes = await readFile(path.join(import.meta.dirname, '../../../fixtures/formats/plain.jxl'));
const task: CodecTask = { codec: 'jxl', bytes, maxPixels: 1_000_000 };

test('a file makes way for the next where the newest wins, and that is decoded', async () => {
  const thread = new CodecThread({ newestWins: true });
  const first = thread.decode(task, 20);
  await setImmediate();
  const second = thread.decode(task, 20);
  await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await sharp((await second).bytes).metadata()).toMatchObject({ width: 96, height: 64 });
  expect(await thread.decode(task, 20), 'one after the other').toMatchObject({ warnings: [] });
});

test('elsewhere it does not', async () => {
  const thread = new CodecThread();
  const first = thread.decode(task, 20);
  await setImmediate();
  const both = await Promise.all([first, thread.decode(task, 20)]);
  expect(both[0].bytes).toEqual(both[1].bytes);
});
