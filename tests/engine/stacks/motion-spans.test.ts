import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../../../src-contract/index.ts';
import { MotionSpans } from '../../../src-main/engine/stacks/motion-spans.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const contentHash = 'ab'.repeat(32);
const span = { start: 10, end: 20 };

/** Spans with an encoder that counts how often it is asked, and refuses as often as it is told. */
function counted(refusals = 0) {
  const asked: string[] = [];
  const spans = new MotionSpans({
    findMotion: ({ path }) => {
      asked.push(path);
      return asked.length <= refusals
        ? Promise.reject(new AppError('PHOTO_MISSING', 'The file holds something else than when it was indexed'))
        : Promise.resolve(span);
    },
  });
  return { spans, asked };
}

test('a photo is looked through once, however many parts of its video are asked for', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'a.jpg');
  await writeFile(path, 'photo');
  const { spans, asked } = counted();
  const all = [1, 2, 3].map(() => spans.findMotion({ path, contentHash }));
  expect(await Promise.all(all)).toEqual([span, span, span]);
  expect(await spans.findMotion({ path, contentHash })).toEqual(span);
  expect(asked).toEqual([path]);
});

test('a file that was changed, or another one of that content, is looked through anew', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'a.jpg');
  const copy = join(folder.path, 'copy.jpg');
  for (const each of [path, copy]) await writeFile(each, 'photo');
  const { spans, asked } = counted();
  await spans.findMotion({ path, contentHash });
  await utimes(path, 1, 1);
  await spans.findMotion({ path, contentHash });
  await spans.findMotion({ path: copy, contentHash });
  await writeFile(copy, 'other');
  await spans.findMotion({ path: copy, contentHash });
  expect(asked).toEqual([path, path, copy, copy]);
});

test('a failure is not remembered', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'a.jpg');
  await writeFile(path, 'photo');
  const { spans, asked } = counted(1);
  await expect(spans.findMotion({ path, contentHash })).rejects.toMatchObject({ code: 'PHOTO_MISSING' });
  expect(await spans.findMotion({ path, contentHash })).toEqual(span);
  expect(asked).toHaveLength(2);
});

test('of many photos those asked for last are remembered', async () => {
  await using folder = await tempFolder();
  const { spans, asked } = counted();
  const paths = Array.from({ length: 201 }, (_, i) => join(folder.path, `${i}.jpg`));
  for (const path of paths) await writeFile(path, 'photo');
  for (const path of paths) await spans.findMotion({ path, contentHash });
  await spans.findMotion({ path: paths.at(-1) ?? '', contentHash });
  expect(asked).toHaveLength(201);
  await spans.findMotion({ path: paths[0] ?? '', contentHash });
  expect(asked).toHaveLength(202);
});
