import { join } from 'node:path';
import { noFilters } from '../../../src-contract/index.ts';
import { type TagWord, vocabulary } from '../../../src-main/core/tags/vocabulary.ts';
import {
  isCommonAt,
  leastUnits,
  logShareOf,
  type TagDirection,
  TagEvidence,
} from '../../../src-main/core/tags/tag-evidence.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { captionedPhotos, evalDir, labelledPhotos } from '../eval-data.ts';
import { benchLibrary, readPack } from '../library.ts';
import { animalKinds } from '../albums/kinds.ts';
import { progress } from '../report.ts';
import type { Judged } from './fit.ts';
import { patternsOf } from './said.ts';

/** A photo with the tags that are shown for it, and what is said of it. */
export interface TaggedPhoto {
  readonly path: string;
  /** Keys, without those above others. */
  readonly shown: readonly TagWord[];
  /** Does what people said of it say a tag? */
  readonly says: (tag: TagWord) => boolean;
  /** Whether what they said can judge a tag. */
  readonly judges: (tag: TagWord) => boolean;
  /** Every tag that fits it at all, to learn weights from. */
  readonly candidates: readonly Judged[];
}

/** Photos that constants are made by, and the others. */
interface Halves {
  readonly tuned: readonly TaggedPhoto[];
  readonly reported: readonly TaggedPhoto[];
}

export interface TagMaterial {
  readonly captions: Halves;
  /**
   * One photo for each of many classes. What the class is called says one thing that is there, so of a photo only tags of the same
   * group are judged by it.
   */
  readonly classes: Halves;
}

/** Tag the photos of all sets as one library, through the product. */
export async function tagMaterial(): Promise<TagMaterial> {
  await using library = await benchLibrary();
  progress('indexing the photos');
  const folders = [join('captions', 'flickr8k'), join('captions', 'coco'), join('classes', 'imagenet')];
  await library.index(...folders.map((path) => join(evalDir, path)));
  progress('tagging them');
  library.engine.tags.start();
  await library.engine.tags.settled();
  await library.closeAndRead();
  return readMaterial(library.dataDir);
}

/** The same of a library whose photos have been tagged. */
function readMaterial(dataDir: string): TagMaterial {
  using store = Store.open(dataDir);
  const said = saidOf();
  const shown = shownBy(store);
  const judges = judgesOf(said);
  const photos = candidatesBy(store, said, judges).map(({ path, candidates }): TaggedPhoto => ({
    path,
    candidates,
    shown: shown.get(path) ?? [],
    says: (tag) => said.get(path)?.(tag) ?? false,
    judges: ({ group }) => judges.get(path)?.has(group) ?? false,
  }));
  const captioned = photos.filter(({ path }) => path.includes(join(evalDir, 'captions')));
  const classes = photos.filter(({ path }) => path.includes(join(evalDir, 'classes')));
  return { captions: halvesOf(captioned), classes: halvesOf(classes) };
}

/** Every other one, in the order of paths. */
function halvesOf(photos: readonly TaggedPhoto[]): Halves {
  const sorted = [...photos].sort(byPath);
  return { tuned: sorted.filter((_, i) => i % 2 === 0), reported: sorted.filter((_, i) => i % 2 === 1) };
}

function byPath(a: TaggedPhoto, b: TaggedPhoto): number {
  return a.path < b.path ? -1 : 1;
}

/** For each photo, whether captions or the name of its class say a tag. */
function saidOf(): Map<string, (tag: TagWord) => boolean> {
  const patterns = patternsOf(vocabulary().words);
  const saidIn = (text: string) => (tag: TagWord) => patterns.get(tag.key)?.test(text) === true;
  const captions = [...captionedPhotos('flickr8k'), ...captionedPhotos('coco')].map(
    (photo) => [photo.path, saidIn(photo.captions.join(' . '))] as const,
  );
  const kinds = animalKinds(labelledPhotos().map(({ path }) => path));
  const classes = labelledPhotos().map(({ path, label }) => {
    const isSaid = saidIn(label);
    const species = new Set(kinds.filter(({ photos }) => photos.has(path)).map(({ name }) => name));
    return [path, (tag: TagWord) => species.has(tag.key) || isSaid(tag)] as const;
  });
  return new Map([...captions, ...classes]);
}

function shownBy(store: Store): Map<string, TagWord[]> {
  const rows = new Map(store.tags.list().map(({ id, key }) => [id, key]));
  const words = new Map(vocabulary().words.map((word) => [word.key, word]));
  const shown = new Map<string, TagWord[]>();
  for (const id of store.catalog.ids(noFilters)) {
    const tags = store.tags.ofPhoto(id).flatMap((tag) => words.get(rows.get(tag) ?? '') ?? []);
    const above = new Set(tags.map(({ parent }) => parent));
    const path = pathOf(store, id);
    if (path !== undefined)
      shown.set(
        path,
        tags.filter(({ key }) => !above.has(key)),
      );
  }
  return shown;
}

function pathOf(store: Store, id: number): string | undefined {
  const file = store.photos.hit(id, null);
  return file && join(file.folderPath, file.relativePath);
}

/** The features of every tag that fits a photo at all, by the vectors that the library has kept. */
function candidatesBy(
  store: Store,
  said: ReadonlyMap<string, (tag: TagWord) => boolean>,
  judges: ReadonlyMap<string, ReadonlySet<string>>,
): { path: string; candidates: Judged[] }[] {
  const { id, version, space, embedding } = readPack();
  const pack = store.packs.register({ id, version, space, dim: embedding.dim });
  const vectors = store.tagPasses.vectors(pack);
  const chance = store.captions.chance(pack);
  if (chance === undefined) throw new Error('Expected a library that is calibrated but received none');
  const { words } = vocabulary();
  const rows = new Map(store.tags.list().map((row) => [row.key, row.id]));
  const places = new Map(words.map(({ key }, place) => [key, place]));
  const tags = words.map(({ key, group, parent, isDoing }): TagDirection => {
    const vector = vectors.get(rows.get(key) ?? 0)?.vector;
    if (vector === undefined) throw new Error(`Expected a vector of "${key}" but received none`);
    return { vector, group, isDoing, parent: parent === null ? null : (places.get(parent) ?? null) };
  });
  const evidence = new TagEvidence(tags, embedding.dim, chance.words);
  const photos = [...store.catalog.ids(noFilters)].map((photoId) => {
    const known = store.photos.biasedEmbedding(pack, photoId);
    if (known === undefined) throw new Error(`Expected an embedding of photo ${photoId} but received none`);
    return { path: pathOf(store, photoId) ?? '', units: evidence.units(known.vector, known.bias ?? 0).slice() };
  });
  const common = tags.map((_, place) => photos.filter(({ units }) => isCommonAt(units[place] ?? 0)).length);
  return photos.map(({ path, units }) => ({
    path,
    candidates: words.flatMap((word, place): Judged[] => {
      const fit = evidence.fit(units, place);
      if (fit.units < leastUnits) return [];
      if (judges.get(path)?.has(word.group) !== true) return [];
      const logShare = logShareOf({ common: common[place] ?? 0, photos: photos.length });
      return [{ ...fit, isDoing: word.isDoing, logShare, isRight: said.get(path)?.(word) ?? false }];
    }),
  }));
}

/** Of each photo, the groups of tags that what is said of it can judge. */
function judgesOf(said: ReadonlyMap<string, (tag: TagWord) => boolean>): Map<string, ReadonlySet<string>> {
  const { groups, words } = vocabulary();
  const all = new Set(groups.map(({ key }) => key));
  return new Map(
    [...said].map(([path, says]) => [
      path,
      path.includes(join(evalDir, 'classes')) ? new Set(words.filter(says).map(({ group }) => group)) : all,
    ]),
  );
}
