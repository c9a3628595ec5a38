import { createHash } from 'node:crypto';
import { noFilters } from '../../../src-contract/index.ts';
import { sampleOf } from '../../core/albums/library-sample.ts';
import type { ChanceScores } from '../../core/calibration.ts';
import {
  evidenceOf,
  isCommonAt,
  isShown,
  lineOf,
  placesAbove,
  TagEvidence,
  tagFormula,
} from '../../core/tags/tag-evidence.ts';
import type { OpenPack } from '../packs/index.ts';
import { Slices } from '../slices.ts';
import type { FoundTags, UntaggedPhoto } from '../store/tags/passes.ts';
import type { Store } from '../store/store.ts';
import { untilAborted } from '../until-aborted.ts';
import { type MadeTag, tagDirections } from './tag-directions.ts';

/** Photos that lines are measured by: as many say as much as all. */
const sampled = 4000;
/** Photos that are read at a time to measure lines. */
const photosAtOnce = 64;
/** Photos of one transaction: what is written for so many holds nobody up. */
const savedAtOnce = 16;
/** Words of a photo, besides those above them: where more fit, they say nothing of it, and would only be written. */
export const mostWords = 16;

export interface TagPhotosOptions {
  readonly store: Pick<Store, 'tags' | 'tagPasses' | 'catalog' | 'codes' | 'packs' | 'packRoles'>;
  readonly pack: Pick<OpenPack, 'row' | 'index' | 'encoder' | 'hubs'>;
  /** Called when some photos have been looked at. */
  readonly onLooked?: (() => void) | undefined;
}

/**
 * `tagged`: photos have been looked at, and what was found is shown. `same`: there was nothing to do. `unknown`: the pack tells
 * too little in this library, so nothing is shown. `notYet`: it could not be found out what scores say, and what was shown still is.
 */
export type TagOutcome = 'tagged' | 'same' | 'unknown' | 'notYet';

/**
 * Tag the photos that have not been, all of them in a new pass where what tags follow from is another than before: the pack, the
 * words, or how well the library fits words at random, which is measured anew when it has grown. See [Note: Tag passes].
 *
 * Whoever looks at a library with another pack for a while sees the tags of the one that it is kept with.
 *
 * @throws PACK_*, ENCODER_*, DATABASE_*, the signal's reason
 */
export async function tagPhotos(options: TagPhotosOptions, signal: AbortSignal): Promise<TagOutcome> {
  const { store, pack } = options;
  if (pack.index.size === 0 || isVisit(options)) return 'same';
  await untilAborted(pack.hubs.complete(), signal);
  signal.throwIfAborted();
  const { chance, knowledge } = pack.hubs;
  if (knowledge === 'tooLittle' && hasSeenAll(options)) {
    store.tagPasses.hide();
    return 'unknown';
  }
  if (knowledge !== 'known' || chance === undefined) return 'notYet';
  const tags = await tagDirections({ store, pack: pack.row, encoder: pack.encoder }, signal);
  const evidence = new TagEvidence(tags, pack.index.dim, chance.words);
  const fingerprint = fingerprintOf(tags, chance.words);
  const passes = store.tagPasses.passes();
  const known = passes.find((each) => each.pack === pack.row && each.fingerprint === fingerprint);
  const pass =
    known?.id ?? store.tagPasses.begin(pack.row, fingerprint, await linesOf(options, { tags, evidence }, signal));
  const photos = await tagAll(options, { tags, evidence, pass }, signal);
  const isNewlyShown = known?.isShown !== true && showIfDone(store, pass);
  await deleteOthers(store, pass, signal);
  return photos > 0 || isNewlyShown ? 'tagged' : 'same';
}

/** A library that no pack keeps yet is anybody's. */
function isVisit({ store, pack }: TagPhotosOptions): boolean {
  return store.packRoles.of('current') !== undefined && !store.packs.isCurrent(pack.row);
}

/** What few photos say of a pack may not be so when it has seen the others. */
function hasSeenAll({ store, pack }: TagPhotosOptions): boolean {
  const { missing, failed } = store.packs.counts(pack.row);
  return missing <= failed;
}

/** A pack may answer before it has seen all photos: until then those that the other one has tagged keep their tags. */
function showIfDone({ tagPasses }: TagPhotosOptions['store'], pass: number): boolean {
  const shown = tagPasses.passes().find(({ isShown }) => isShown);
  if (shown !== undefined && !tagPasses.hasSeenAllOf(shown.id, pass)) return false;
  tagPasses.show(pass);
  return true;
}

interface Compared {
  readonly tags: readonly MadeTag[];
  readonly evidence: TagEvidence;
}

function fingerprintOf(tags: readonly MadeTag[], { median, high }: ChanceScores): string {
  const parts = [tagFormula, median, high, ...tags.map(({ id, fingerprint }) => `${id} ${fingerprint}`)];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

/** Measure how common tags are in a library, and by that how much each needs. By id. */
async function linesOf(
  { store, pack }: TagPhotosOptions,
  { tags, evidence }: Compared,
  signal: AbortSignal,
): Promise<Map<number, number>> {
  const common = new Uint32Array(tags.length);
  const ids = sampleOf(
    [...store.catalog.ids(noFilters)].filter((id) => pack.index.has(id)),
    sampled,
  );
  const slices = new Slices({ isPolite: true });
  for (let start = 0; start < ids.length; start += photosAtOnce) {
    store.codes.readVectors(pack.row, ids.slice(start, start + photosAtOnce), (id, vector) => {
      if (vector.length !== pack.index.dim) return;
      for (const [place, units] of evidence.units(vector, pack.index.biasOf(id)).entries())
        if (isCommonAt(units)) common[place] = (common[place] ?? 0) + 1;
    });
    await slices.breathe();
    signal.throwIfAborted();
  }
  return new Map(
    tags.map(({ id, isDoing }, place) => [id, lineOf({ common: common[place] ?? 0, photos: ids.length }, isDoing)]),
  );
}

interface InPass extends Compared {
  readonly pass: number;
  /** The evidence that a photo needs, by tag. */
  readonly lines: ReadonlyMap<number, number>;
  readonly slices: Slices;
}

/** Look at the photos that a pass has not seen. @returns how many */
async function tagAll(
  options: TagPhotosOptions,
  compared: Compared & { readonly pass: number },
  signal: AbortSignal,
): Promise<number> {
  const { tagPasses } = options.store;
  const inPass = { ...compared, lines: tagPasses.lines(compared.pass), slices: new Slices({ isPolite: true }) };
  let seen = 0;
  let after = 0;
  for (;;) {
    const unseen = tagPasses.unseen(compared.pass, options.pack.row, after);
    if (unseen === null) return seen;
    after = unseen.upTo;
    for (let start = 0; start < unseen.photoIds.length; start += savedAtOnce)
      seen += await tagSome(options, inPass, unseen.photoIds.slice(start, start + savedAtOnce), signal);
    await inPass.slices.breathe();
    signal.throwIfAborted();
  }
}

/** @returns how many could be looked at. */
async function tagSome(
  { store, pack, onLooked }: TagPhotosOptions,
  { slices, ...inPass }: InPass,
  photoIds: readonly number[],
  signal: AbortSignal,
): Promise<number> {
  const found: FoundTags[] = [];
  for (const photo of store.tagPasses.untagged(pack.row, photoIds)) {
    found.push({ photoId: photo.photoId, tags: tagsOf(photo, { ...inPass, dim: pack.index.dim }) });
    await slices.breathe();
  }
  signal.throwIfAborted();
  store.tagPasses.save(inPass.pass, found);
  onLooked?.();
  await slices.breathe();
  return found.length;
}

/**
 * Tags of one photo with the evidence for them: of the words the surest so many, and all that the user has made, which never
 * compete; those above with the best of those below.
 */
function tagsOf(
  { vector, bias }: UntaggedPhoto,
  { tags, evidence, lines, dim }: Compared & { readonly lines: ReadonlyMap<number, number>; readonly dim: number },
): Map<number, number> {
  const found = new Map<number, number>();
  // A damaged one is not in the index either.
  if (vector.length !== dim || !vector.every(Number.isFinite)) return found;
  const units = evidence.units(vector, bias);
  const fitting: { readonly id: number; readonly place: number; readonly evidence: number }[] = [];
  for (const [place, { id, group }] of tags.entries()) {
    const line = lines.get(id) ?? Infinity;
    if (!evidence.canShow(units, place, line)) continue;
    const fit = evidence.fit(units, place);
    if (!isShown(fit, line)) continue;
    if (group === null) found.set(id, evidenceOf(fit));
    else fitting.push({ id, place, evidence: evidenceOf(fit) });
  }
  // Best first: what a tag above has first is the best of those below.
  for (const { id, place, evidence: own } of fitting.sort((a, b) => b.evidence - a.evidence).slice(0, mostWords)) {
    for (const each of [id, ...placesAbove(tags, place).map((at) => tags[at]?.id ?? id)])
      if (!found.has(each)) found.set(each, own);
  }
  return found;
}

async function deleteOthers(store: TagPhotosOptions['store'], pass: number, signal: AbortSignal): Promise<void> {
  const slices = new Slices({ isPolite: true });
  for (const { id } of store.tagPasses.passes().filter((each) => each.id !== pass && !each.isShown)) {
    while (!store.tagPasses.deleteSome(id)) {
      await slices.breathe();
      signal.throwIfAborted();
    }
  }
}
