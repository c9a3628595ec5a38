/**
 * Which versions of a photo are found as duplicates, the suite `duplicates` of `npm run eval`, through the product's engine.
 *
 * The thresholds were chosen with the photos of near-duplicates and pairs of Flickr8k in sight. What counts is of the photos
 * of ImageNet, which had no part in it: versions are made here of a part of them, and all the others are other pictures.
 */
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { duplicatePhotos, evalDir, labelledPhotos } from './eval-data.ts';
import { benchLibrary, scratchFolder } from './library.ts';
import { progress, report } from './report.ts';

/** Every so many photos of ImageNet have versions. */
const every = 8;

type Edit = (image: Sharp, size: { readonly width: number; readonly height: number }) => Sharp;

/** A part of a photo: where it begins and how large it is, as shares. */
const cut =
  (x: number, y: number, scale: number): Edit =>
  (image, { width, height }) =>
    image.extract({
      left: Math.floor(x * width),
      top: Math.floor(y * height),
      width: Math.floor(scale * width),
      height: Math.floor(scale * height),
    });

const edits: Readonly<Record<string, Edit>> = {
  half: (image, { width }) => image.resize(Math.round(width / 2)),
  thumb160: (image) => image.resize(160, 160, { fit: 'inside' }),
  quality15: (image) => image.jpeg({ quality: 15 }),
  brighter: (image) => image.linear(1.15, 0),
  darker: (image) => image.linear(0.8, 0),
  contrast: (image) => image.linear(1.3, -38),
  warm: (image) => image.tint({ r: 255, g: 220, b: 180 }),
  grey: (image) => image.greyscale(),
  turned: (image) => image.rotate(90).withMetadata({ orientation: 8 }),
  cut3: cut(0.02, 0.01, 0.97),
  cut8: cut(0, 0.05, 0.92),
};

/** Versions that are meant to be found; the others of near-duplicates show another part, or something else as well. */
const meant: ReadonlySet<string> = new Set([...Object.keys(edits), 'jpeg10', 'thumb128', 'bright', 'gray', 'blur']);

interface Known {
  /** Versions of one picture have the same. */
  readonly group: string;
  readonly transform: string;
  readonly set: 'imagenet' | 'near-duplicates';
}

/** Measure and print. @returns whether hardly anything is grouped that is not the same picture. */
export async function duplicatesSuite(json: boolean): Promise<boolean> {
  await using scratch = await scratchFolder();
  const known = new Map<string, Known>();
  for (const { path, group, transform } of duplicatePhotos())
    known.set(basename(path), { group, transform, set: 'near-duplicates' });
  const made = join(scratch.path, 'versions');
  await mkdir(made);
  for (const [i, { path }] of labelledPhotos().entries()) {
    known.set(basename(path), { group: path, transform: 'orig', set: 'imagenet' });
    if (i % every !== 0) continue;
    const metadata = await sharp(path).metadata();
    const size = { width: metadata.width, height: metadata.height };
    for (const [name, edit] of Object.entries(edits)) {
      const file = `${i}-${name}.jpg`;
      await edit(sharp(path), size)
        .jpeg({ quality: name === 'quality15' ? 15 : 85 })
        .toFile(join(made, file));
      known.set(file, { group: path, transform: name, set: 'imagenet' });
    }
  }
  // Some photos of near-duplicates are from ImageNet: each set is a library of its own.
  const groups = [
    ...(await groupsOf([join(evalDir, 'near-duplicates')])),
    ...(await groupsOf([join(evalDir, 'classes', 'imagenet'), made])),
  ];
  return print(
    json,
    [...known].map(([name, facts]) => ({ name, ...facts })),
    groups,
  );
}

/** Names of the files of each group, the one to keep first. */
async function groupsOf(folders: readonly string[]): Promise<string[][]> {
  await using library = await benchLibrary({ captions: [] });
  const { encoded } = await library.index(...folders);
  progress(`${encoded} photos encoded`);
  const startedMs = Date.now();
  await library.engine.duplicates.settled();
  const { photos, compared } = library.engine.duplicates.state();
  progress(`${compared} of ${photos} photos compared, ${((Date.now() - startedMs) / 1000).toFixed(1)} s after that`);
  const found: string[][] = [];
  for (;;) {
    const { groups } = await library.engine.duplicates.groups('near', found.length, 100);
    if (groups.length === 0) return found;
    for (const { versions } of groups) found.push(versions.map(({ name }) => name));
  }
}

function print(json: boolean, photos: readonly (Known & { name: string })[], groups: readonly string[][]): boolean {
  const byName = new Map(photos.map((photo) => [photo.name, photo]));
  const groupOf = new Map(groups.flatMap((names, group) => names.map((name) => [name, group] as const)));
  const originals = new Map(
    photos.filter(({ transform }) => transform === 'orig').map(({ group, name }) => [group, groupOf.get(name)]),
  );
  const rows = [['set, version', 'found', 'of', 'recall']];
  const recall: Record<string, number> = {};
  const bySet = Map.groupBy(
    photos.filter(({ transform }) => transform !== 'orig'),
    ({ set, transform }) => `${set} ${transform}${meant.has(transform) ? '' : ' (not meant)'}`,
  );
  for (const [name, some] of bySet) {
    const found = some.filter((photo) => {
      const group = groupOf.get(photo.name);
      return group !== undefined && group === originals.get(photo.group);
    }).length;
    recall[name] = found / some.length;
    rows.push([name, String(found), String(some.length), `${((100 * found) / some.length).toFixed(1)} %`]);
  }
  const precision = { imagenet: precisionOf('imagenet'), 'near-duplicates': precisionOf('near-duplicates') };
  function precisionOf(set: Known['set']): { right: number; wrong: number } {
    const pairs = groups.flatMap(([keeper = '', ...others]) => others.map((other) => [keeper, other] as const));
    const own = pairs.filter(([, other]) => byName.get(other)?.set === set);
    const right = own.filter(([keeper, other]) => byName.get(keeper)?.group === byName.get(other)?.group).length;
    return { right, wrong: own.length - right };
  }
  const notes = Object.entries(precision).map(
    ([set, { right, wrong }]) => `${set}: ${right} of ${right + wrong} photos in groups are the picture that is kept`,
  );
  report(json, { recall, precision }, [{ title: 'Versions found as duplicates of their photo', rows, notes }]);
  const { right, wrong } = precision.imagenet;
  return wrong <= (right + wrong) / 100;
}
