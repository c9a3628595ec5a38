/**
 * Groups of photos that look alike, on labelled photos: `npm run eval -- --suite tidy`; and how long 100,000 photos take.
 */
import { join } from 'node:path';
import { dot, type Embedding, meanDirection, normalized } from '../../../src-main/core/math/vector.ts';
import { groupCentres, groupCount, sampled } from '../../../src-main/core/tidy/group-photos.ts';
import { closest } from '../../../src-main/core/tidy/spherical-k-means.ts';
import { promptsFor } from '../../../src-main/core/text/prompts.ts';
import { animalKinds, captionKinds, duplicateKinds, type Kind } from '../albums/kinds.ts';
import { captionedPhotos, duplicatePhotos, evalDir, labelledPhotos } from '../eval-data.ts';
import { benchLibrary, readPack } from '../library.ts';
import { progress, report } from '../report.ts';
import { agreement, type Agreement } from './agreement.ts';

/** Photos of exactly one kind, as somebody would have sorted them. */
interface LabelledSet {
  readonly name: string;
  readonly photos: readonly { readonly label: string; readonly embedding: Embedding }[];
  /** What kinds are called, [dim] each; null where nobody has named them. */
  readonly texts: ReadonlyMap<string, Embedding> | null;
}

interface Measured {
  readonly set: string;
  readonly photos: number;
  readonly kinds: number;
  readonly groups: number;
  readonly tidied: Agreement;
  /** The kind whose name is closest, by somebody who knows all names. */
  readonly named: Agreement | null;
  readonly chance: Agreement;
}

const many = 100_000;

/** Measure and print. @returns whether groups tell more of kinds than chance does. */
export async function tidySuite(json: boolean): Promise<boolean> {
  return reportedTidy(json, await labelledSets());
}

async function reportedTidy(json: boolean, sets: readonly LabelledSet[]): Promise<boolean> {
  const measured: Measured[] = [];
  for (const set of sets) measured.push(await measure(set));
  const dim = sets[0]?.photos[0]?.embedding.length ?? 0;
  const seconds = await timeOf(dim);
  const broken = measured
    .filter(({ tidied, chance }) => tidied.information <= chance.information + 0.1)
    .map(({ set }) => `${set}: groups are hardly better than chance`);
  const cell = (value: Agreement | null): string =>
    value === null ? '' : `${value.information.toFixed(2)} / ${(100 * value.accuracy).toFixed(0)}`;
  report(json, { measured, seconds, broken }, [
    {
      title: 'Normalised mutual information with the kinds / photos in groups that are mostly of their kind, percent',
      rows: [
        ['set', 'photos', 'kinds', 'groups', 'tidied', 'by names (zero-shot)', 'by chance'],
        ...measured.map(({ set, photos, kinds, groups, tidied, named, chance }) => [
          ...[set, String(photos), String(kinds), String(groups)],
          ...[cell(tidied), cell(named), cell(chance)],
        ]),
      ],
      notes: [`${many.toLocaleString('en')} photos of ${dim} values, without reading them: ${seconds.toFixed(1)} s`],
    },
    { title: 'What should hold and does not', rows: [['finding'], ...broken.map((each) => [each])] },
  ]);
  return broken.length === 0;
}

async function measure({ name, photos, texts }: LabelledSet): Promise<Measured> {
  const embeddings = photos.map(({ embedding }) => embedding);
  const labels = photos.map(({ label }) => label);
  const centres = await groupCentres(embeddings, embeddings.length, () => Promise.resolve());
  const groups = embeddings.map((embedding) => closest(embedding, centres).group);
  const named = texts && photos.map(({ embedding }) => nearestName(embedding, texts));
  const chance = groups.map((_, i) => groups[(i * 7919 + 13) % groups.length] ?? 0);
  return {
    ...{ set: name, photos: photos.length, kinds: new Set(labels).size, groups: centres.length },
    tidied: agreement(labels, groups),
    named: named && agreement(labels, named),
    chance: agreement(labels, chance),
  };
}

function nearestName(embedding: Embedding, texts: ReadonlyMap<string, Embedding>): string {
  const [best] = [...texts].sort(([, a], [, b]) => dot(b, embedding) - dot(a, embedding));
  return best?.[0] ?? '';
}

/** Seconds to find groups of photos by chance, and to put each into one. */
async function timeOf(dim: number): Promise<number> {
  let state = 1;
  const values = Float32Array.from({ length: 4096 + dim }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  const some = Array.from({ length: 4096 }, (_, i) => normalized(values.subarray(i, i + dim)));
  const started = performance.now();
  const centres = await groupCentres(sampled(some), many, () => Promise.resolve());
  let last = 0;
  for (let i = 0; i < many; i++) last += closest(some[i % some.length] ?? new Float32Array(dim), centres).group;
  if (!Number.isFinite(last) || centres.length !== groupCount(many))
    throw new Error('Expected as many groups as asked');
  return (performance.now() - started) / 1000;
}

async function labelledSets(): Promise<LabelledSet[]> {
  await using library = await benchLibrary({ captions: [] });
  progress('indexing the photos');
  const paths = [join('captions', 'flickr8k'), join('classes', 'imagenet'), 'near-duplicates'];
  await library.index(...paths.map((path) => join(evalDir, path)));
  const named = [
    { name: 'captions', kinds: captionKinds(captionedPhotos('flickr8k')) },
    { name: 'animals', kinds: animalKinds(labelledPhotos().map(({ path }) => path)) },
  ];
  const texts = new Map<string, Embedding>();
  const templates = readPack().prompts?.templates ?? [];
  for (const { name } of named.flatMap(({ kinds }) => kinds)) {
    texts.set(name, meanDirection((await library.engine.encoder.encodeTexts(promptsFor(name, templates))).vectors));
  }
  const photos = await library.closeAndRead();
  return [
    ...named.map(({ name, kinds }) => labelled(name, kinds, photos, texts)),
    labelled('near-duplicates', duplicateKinds(duplicatePhotos()), photos, null),
  ];
}

/** The photos of exactly one of some kinds. */
function labelled(
  name: string,
  kinds: readonly Kind[],
  embeddings: ReadonlyMap<string, Embedding>,
  texts: ReadonlyMap<string, Embedding> | null,
): LabelledSet {
  const photos = [...embeddings].flatMap(([path, embedding]) => {
    const [kind, ...others] = kinds.filter((each) => each.photos.has(path));
    return kind === undefined || others.length > 0 ? [] : [{ label: kind.name, embedding }];
  });
  const own = texts && new Map([...texts].filter(([text]) => kinds.some((kind) => kind.name === text)));
  return { name, photos, texts: own };
}
