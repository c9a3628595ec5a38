import { mkdir, readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FreeNames, placeFile } from '../../../src-main/engine/photos/place-file.ts';
import { tempFolder, writeFiles } from '../../helpers/temp-folder.ts';

const anyWay = ['symbolicLink', 'hardLink', 'copy'] as const;

/** What a file system says that does not do what it is asked for. */
function refusing(code: string): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error(`${code}: not here`), { code }));
}

/** A file, and an empty folder beside it. */
async function fileAndFolder(): Promise<AsyncDisposable & { file: string; folder: string }> {
  const temp = await tempFolder();
  const [file, folder] = [join(temp.path, 'a.jpg'), join(temp.path, 'links')];
  await writeFiles(temp.path, { 'a.jpg': 'content' });
  await mkdir(folder);
  await utimes(file, 1_000_000, 1_500_000);
  return { file, folder, [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose]() };
}

describe('where a file system refuses', () => {
  test.each(['EPERM', 'ENOTSUP', 'ENOSYS', 'UNKNOWN'])('symbolic links (%s), a file is linked hard', async (code) => {
    await using made = await fileAndFolder();
    const { file, folder } = made;
    const others = { symbolicLink: refusing(code) };
    expect(await placeFile(new FreeNames(folder), file, 'a.jpg', anyWay, others)).toBe('hardLink');
    expect((await stat(join(folder, 'a.jpg'))).ino).toBe((await stat(file)).ino);
  });

  test.each(['EXDEV', 'EPERM', 'EMLINK'])('all links (%s), a file is copied with its times', async (code) => {
    await using made = await fileAndFolder();
    const { file, folder } = made;
    const others = { symbolicLink: refusing('EPERM'), hardLink: refusing(code) };
    const names = new FreeNames(folder);
    expect(await placeFile(names, file, 'a.jpg', anyWay, others)).toBe('copy');
    expect(await placeFile(names, file, 'a.jpg', anyWay, others), 'again').toBe('copy');
    expect((await readdir(folder)).toSorted()).toEqual(['a (2).jpg', 'a.jpg']);
    const copy = await stat(join(folder, 'a.jpg'));
    expect(copy.ino).not.toBe((await stat(file)).ino);
    expect(copy.mtimeMs).toBe(1_500_000_000);
    expect(await readFile(join(folder, 'a.jpg'), 'utf8')).toBe('content');
  });
});

test.each(['ENOSPC', 'EIO', 'EROFS'])('what is no refusal of links is an error: %s', async (code) => {
  await using made = await fileAndFolder();
  const { file, folder } = made;
  const others = { symbolicLink: refusing(code) };
  await expect(placeFile(new FreeNames(folder), file, 'a.jpg', anyWay, others)).rejects.toMatchObject({ code });
  expect(await readdir(folder)).toEqual([]);
});

test('where only a copy is wanted a refusal of it is an error', async () => {
  await using made = await fileAndFolder();
  const { file, folder } = made;
  const others = { copy: refusing('EPERM') };
  await expect(placeFile(new FreeNames(folder), file, 'a.jpg', ['copy'], others)).rejects.toMatchObject({
    code: 'EPERM',
  });
});
