import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** File contents by relative path. */
export type Files = Readonly<Record<string, Buffer | string | Promise<Buffer>>>;

export interface TempFolder extends AsyncDisposable {
  /** Absolute, symbolic links resolved. */
  readonly path: string;
}

/** A folder that is removed with everything in it at the end of the scope. */
export async function tempFolder(): Promise<TempFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'eidetic-test-')));
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true });
    },
  };
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await content);
  }
}
