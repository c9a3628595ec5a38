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
import { type MadeTag, tagDirections } from './tag-directions.ts';

/** Photos that lines are measured by: as many say as much as all. */
const sampled = 4000;
/** Photos that are read at a time. */
const photosAtOnce = 64;
/** Photos of one transaction: what is written for so many holds nobody up. */
const savedAtOnce = 16;
/** Words of a photo, besides those above them: where more fit, they say nothing of it, and would only be written. */
export const mostWords = 16;

export interface TagPhotosOptions {
  readonly store: Pick<Store, 'tags' | 'tagPasses' | 'catalog' | 'codes'>;
  readonly pack: Pick<OpenPack, 'row' | 'index' | 'encoder' | 'hubs'>;
}

/**
 * `tagged`: photos have been looked at, and what was found is shown. `same`: there was nothing to do. `unknown`: the pack tells
 * too little in this library, or it is not known yet what scores say in it.
 */
export type TagOutcome = 'tagged' | 'same' | 'unknown';

/**
 * Tag the photos that have not been, all of them in a new pass where what tags follow from is another than before: the pack, the
 * words, or how well the library fits words at random, which is measured anew when it has grown. See [Note: Tag passes].
 *
 * @throws PACK_*, ENCODER_*, DATABASE_*, the signal's reason
 */
export async function tagPhotos(options: TagPhotosOptions, signal: AbortSignal): Promise<TagOutcome> {
  const { store, pack } = options;
  if (pack.index.size === 0) return 'same';
  await pack.hubs.complete();
  signal.throwIfAborted();
  const { chance, calibration } = pack.hubs;
  if (chance === undefined || calibration === undefined) return 'unknown';
  const tags = await tagDirections({ store, pack: pack.row, encoder: pack.encoder }, signal);
  const evidence = new TagEvidence(tags, pack.index.dim, chance.words);
  const fingerprint = fingerprintOf(tags, chance.words);
  const passes = store.tagPasses.passes();
  const known = passes.find((each) => each.pack === pack.row && each.fingerprint === fingerprint);
  const pass =
    known?.id ?? store.tagPasses.begin(pack.row, fingerprint, await linesOf(options, { tags, evidence }, signal));
  const photos = await tagAll(options, { tags, evidence, pass }, signal);
  if (known?.isShown !== true) store.tagPasses.show(pass);
  await deleteOthers(store, pass, signal);
  return photos > 0 || known?.isShown !== true ? 'tagged' : 'same';
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
  const slices = new Slices();
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

/** Look at the photos that a pass has not seen. @returns how many */
async function tagAll(
  { store, pack }: TagPhotosOptions,
  { tags, evidence, pass }: Compared & { readonly pass: number },
  signal: AbortSignal,
): Promise<number> {
  const lines = store.tagPasses.lines(pass);
  const slices = new Slices();
  let seen = 0;
  let after = 0;
  for (;;) {
    const photos = store.tagPasses.untagged(pass, pack.row, after, photosAtOnce);
    const last = photos.at(-1);
    if (last === undefined) return seen;
    after = last.photoId;
    for (let start = 0; start < photos.length; start += savedAtOnce) {
      const found: FoundTags[] = [];
      for (const photo of photos.slice(start, start + savedAtOnce)) {
        found.push({ photoId: photo.photoId, tags: tagsOf(photo, { tags, evidence, lines, dim: pack.index.dim }) });
        await slices.breathe();
      }
      signal.throwIfAborted();
      store.tagPasses.save(pass, found);
      seen += found.length;
      await slices.breathe();
    }
  }
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

async function deleteOthers(store: TagPhotosOptions['store'], shown: number, signal: AbortSignal): Promise<void> {
  const slices = new Slices();
  for (const { id } of store.tagPasses.passes().filter((pass) => pass.id !== shown)) {
    while (!store.tagPasses.deleteSome(id)) {
      await slices.breathe();
      signal.throwIfAborted();
    }
  }
}
