import { copyFile, cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isUpToDate } from '../../scripts/lib/up-to-date.ts';
import { Engine } from '../../src-main/engine/engine.ts';
import { databaseFileName } from '../../src-main/engine/store/database.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { builtinPackDir } from '../../src-main/headless/paths.ts';
import { evalFile, hasEvalData } from './eval-data.ts';
import { openBeside } from './words.ts';

/** What a library has encoded before it has any folder: nothing but the bank of captions, or photos too. */
type Known = 'captions' | 'photos';

const thumbs = 'thumbnails';
const root = join(import.meta.dirname, '..', '..');
/** What most tests in a browser take their photos from. */
const photoFolders = ['captions/coco', 'odd-files/exif'];
/** All that decides what is in a library. */
const sources = [
  'src-contract',
  'src-main/core',
  'src-main/encoder',
  'src-main/engine',
  'models/builtin',
  'package-lock.json',
  'tests/helpers/known-library.ts',
].map((name) => join(root, name));

/**
 * The library that `makeKnownLibrary` makes of the evaluation data, or of the captions alone where that is absent. Made
 * unless that was done since the last change to what it is made with.
 *
 * @returns its data folder, to be read alone.
 */
export async function knownLibrary(): Promise<string> {
  const folders = hasEvalData ? photoFolders.map((folder) => evalFile(folder)) : [];
  const dataDir = join(root, 'node_modules', '.cache', hasEvalData ? 'known-photos' : 'known-captions');
  const begun = 'begun';
  const isMade = (): Promise<boolean> => isUpToDate(join(dataDir, begun), [...sources, ...folders]);
  if (await isMade()) return dataDir;
  await using _turn = await turnToMake(`${dataDir}.turn`);
  // Whoever had the turn before has made it.
  if (await isMade()) return dataDir;
  const making = `${dataDir}-${process.pid}`;
  await mkdir(making, { recursive: true });
  await writeFile(join(making, begun), '');
  await makeKnownLibrary(making, folders);
  await rm(dataDir, { recursive: true, force: true });
  await rename(making, dataDir);
  return dataDir;
}

/** Of several files of tests that need it at once, one makes it while the others wait: it takes all processors. */
async function turnToMake(path: string): Promise<AsyncDisposable> {
  await mkdir(dirname(path), { recursive: true });
  for (;;) {
    try {
      await mkdir(path);
      return { [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    // Whoever was killed over it gives no turn back; it takes a minute or two.
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 300_000) await rm(path, { recursive: true, force: true });
    await sleep(500);
  }
}

/**
 * Make a library without folders that has the captions and the photos of some folders encoded, which the libraries of all
 * tests begin with: what takes a processor a minute for each of them is done once, and no path of it is anywhere.
 *
 * A photo is its content. One that lost its last file stays for a while (see [Note: Grace]), so that a copy of it is
 * recognised wherever it turns up. Here that while is over: those that the first indexing does not meet go with its end,
 * and what is left is what encoding them would have led to.
 *
 * @param dataDir data folder, new.
 * @param folders absolute paths of folders of photos.
 */
async function makeKnownLibrary(dataDir: string, folders: readonly string[]): Promise<void> {
  {
    await using engine = await Engine.open({
      dataDir,
      packDir: builtinPackDir(),
      launchEncoder: forkEncoder,
      log: createLogger(),
      tagPhotos: true,
    });
    for (const folder of folders) await engine.library.addFolder(folder);
    await engine.library.index({ folderIds: engine.library.listFolders().map(({ id }) => id), retryFailed: false });
    // Their vectors stay; which photos have them is found out by each library.
    await engine.tags.settled();
  }
  using store = Store.open(dataDir);
  for (const { id } of store.folders.list()) store.folders.remove(id);
  store.photos.markUnreferenced(0);
  // How well these photos fit words at random says nothing about others.
  using database = openBeside(dataDir);
  database.raw.exec('DELETE FROM tag_passes');
  database.raw.exec(
    'UPDATE caption_banks SET chance_photos = NULL, chance_median = NULL, chance_high = NULL, chance_caption_median = NULL, chance_caption_high = NULL',
  );
}

/** Begin a library as `knownLibrary` left one in another data folder. */
export async function beginKnowing(known: Known, dataDir: string, knownDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await copyFile(join(knownDir, databaseFileName), join(dataDir, databaseFileName));
  if (known === 'photos') {
    await cp(join(knownDir, thumbs), join(dataDir, thumbs), { recursive: true });
  } else {
    using store = Store.open(dataDir);
    store.photos.purgeUnreferenced(Date.now());
    // As though there had never been any.
    using database = openBeside(dataDir);
    database.raw.exec('UPDATE deleted_photos SET last_id = 0');
  }
}
