import { AppError, type LibraryNotice } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { isSamePack, type PackDirs } from '../models/pack-dirs.ts';
import { type VerifiedPack, verifyPack } from '../models/verify-pack.ts';
import type { RoleRow } from '../store/packs/roles.ts';
import type { Store } from '../store/store.ts';
import { type IndexedPack, openIndex } from './pack-opener.ts';

export interface ChosenPack extends IndexedPack {
  /** That the pack which was wanted cannot be used; null when it can. */
  readonly notice: LibraryNotice | null;
}

export interface ChooseOptions {
  readonly store: Store;
  readonly dirs: PackDirs;
  /** Of the app's own pack, or of the one that is used for once. */
  readonly packDir: string;
  /** As in `EngineOptions`. */
  readonly adoptPack: boolean;
  readonly log: Logger;
}

/**
 * The pack to open a library with: the one that somebody chose, else the app's own. One that was chosen and is not there or
 * damaged must not keep the library closed: the pack of before takes its place, or the app's own.
 *
 * @throws PACK_*, DATABASE_*
 */
export async function choosePack(options: ChooseOptions): Promise<ChosenPack> {
  const { store, packDir, adoptPack, log } = options;
  if (!adoptPack) return { ...(await openIndex(store, await verifyPack(packDir), log)), notice: null };
  const current = store.packRoles.of('current');
  if (current?.isChosen !== true) {
    const own = await openIndex(store, await verifyPack(packDir), log);
    store.packs.adopt(own.row);
    return { ...own, notice: null };
  }
  const found = await firstSound(options, current);
  const opened = await openIndex(store, found.verified, log);
  store.packRoles.makeCurrent(opened.row, found.isChosen);
  if (found.reason === undefined) return { ...opened, notice: null };
  const { title, id } = found.verified.manifest;
  const message = `The model pack ${current.id}@${current.version} cannot be used, so "${title}" (${id}) is: ${found.reason}`;
  log.warn({ pack: `${current.id}@${current.version}`, instead: id, reason: found.reason }, 'another pack is used');
  return { ...opened, notice: { kind: 'pack-instead', message } };
}

async function firstSound(
  { store, dirs, packDir }: ChooseOptions,
  current: RoleRow,
): Promise<{ readonly verified: VerifiedPack; readonly isChosen: boolean; readonly reason: string | undefined }> {
  const previous = store.packRoles.of('previous');
  let reason: string | undefined;
  for (const wanted of previous === undefined ? [current] : [current, previous]) {
    try {
      const verified = await dirs.verified(wanted);
      const own = await dirs.own();
      return { verified, isChosen: own === undefined || !isSamePack(own, wanted), reason };
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (!error.code.startsWith('PACK_')) throw error;
      reason ??= error.message;
    }
  }
  return { verified: await verifyPack(packDir), isChosen: false, reason };
}
