/**
 * Albums that learn, on real photos: `npm run eval -- --suite albums`.
 *
 * A set is one library. Of each kind of photos in it some are taken as examples, three times by chance, and all other photos are
 * ranked; the others of the kind are among what the album learns to tell them from, as in a library nobody has sorted.
 */
import { join } from 'node:path';
import { type Embedding, meanDirection } from '../../../src-main/core/math/vector.ts';
import { captionedPhotos, duplicatePhotos, evalDir, labelledPhotos } from '../eval-data.ts';
import { type BenchLibrary, benchLibrary, readPack } from '../library.ts';
import { progress, report, type Section } from '../report.ts';
import { animalKinds, captionKinds, dogKinds, duplicateKinds, groundKinds, type Kind } from './kinds.ts';
import { type Means, measure } from './measure.ts';
import { measureRivals, type RivalMeans, rivalSections } from './rivals.ts';
import { type AlbumSet, methods, strictnesses } from './trials.ts';

/** Percentage points that a figure may fall by chance where it should not. */
const slack = 1;
/** The same from chance, for the area of shuffled labels. */
const chanceSlack = 7;
/** As in the product. */
const generic = ['a photo', 'a picture', 'an image', 'a photo of something'];

type Results = Readonly<Record<string, readonly Means[]>>;

/** Measure and print. @returns whether albums hold what docs/evaluation.md says of them. */
export async function albumsSuite(json: boolean): Promise<boolean> {
  const sets = await albumSets();
  const results: Results = Object.fromEntries(sets.map((set) => [set.name, measure(set)]));
  const rivals = sets.flatMap((set) => (set.rivals === undefined ? [] : measureRivals({ ...set, kinds: set.rivals })));
  const broken = [...findings(results), ...rivalFindings(rivals)];
  report(json, { sets: results, rivals, broken }, [
    ...Object.entries(results).flatMap(([name, means]) => [qualitySection(name, means), suggestedSection(name, means)]),
    ...rivalSections(rivals),
    { title: 'What should hold and does not', rows: [['finding'], ...broken.map((each) => [each])] },
  ]);
  return broken.length === 0;
}

/** A set, and kinds of it that exclude each other. */
interface MeasuredSet extends AlbumSet {
  readonly rivals?: readonly Kind[];
}

async function albumSets(): Promise<MeasuredSet[]> {
  await using library = await benchLibrary({ captions: [] });
  const folders = { flickr8k: ['captions', 'flickr8k'], coco: ['captions', 'coco'], imagenet: ['classes', 'imagenet'] };
  progress('indexing the photos');
  const paths = [...Object.values(folders).map((each) => join(...each)), 'near-duplicates'];
  await library.index(...paths.map((path) => join(evalDir, path)));
  const captioned = [...captionedPhotos('flickr8k'), ...captionedPhotos('coco')];
  const labelled = labelledPhotos().map(({ path }) => path);
  const duplicates = duplicatePhotos();
  const kinds = {
    captions: captionKinds(captioned),
    animals: animalKinds(labelled),
    'near-duplicates': duplicateKinds(duplicates),
  };
  const named = [...kinds.captions, ...kinds.animals].map(({ name }) => name);
  const texts = await textsOf(library, [...new Set(named)]);
  const photos = await library.closeAndRead();
  const { logitScale } = readPack().score;
  const pick = (chosen: readonly string[]): Map<string, Embedding> =>
    new Map(
      chosen.flatMap((path) => {
        const embedding = photos.get(path);
        return embedding === undefined ? [] : [[path, embedding] as const];
      }),
    );
  const byName = (kind: Kind): Float64Array | null => texts.get(kind.name) ?? null;
  return [
    {
      name: 'captions',
      photos: pick(captioned.map(({ path }) => path)),
      kinds: kinds.captions,
      rivals: groundKinds(kinds.captions),
      textOf: byName,
      logitScale,
    },
    {
      name: 'animals',
      photos: pick(labelled),
      kinds: kinds.animals,
      rivals: dogKinds(labelled),
      textOf: byName,
      logitScale,
    },
    {
      name: 'near-duplicates',
      photos: pick([...duplicates.map(({ path }) => path), ...labelled]),
      kinds: kinds['near-duplicates'],
      textOf: () => null,
      logitScale,
    },
  ];
}

async function textsOf(library: BenchLibrary, names: readonly string[]): Promise<Map<string, Float64Array>> {
  const templates = readPack().prompts?.templates ?? ['{}'];
  const encode = async (name: string): Promise<Embedding> => {
    const texts = templates.map((template) => template.replaceAll('{}', name));
    return meanDirection((await library.engine.encoder.encodeTexts(texts)).vectors);
  };
  const anything: Embedding[] = [];
  for (const text of generic) anything.push(await encode(text));
  const common = meanDirection(anything);
  const texts = new Map<string, Float64Array>();
  for (const name of names) {
    const text = await encode(name);
    texts.set(
      name,
      Float64Array.from(text, (value, i) => value - (common[i] ?? 0)),
    );
  }
  return texts;
}

/** Albums that exclude each other are to suggest fewer photos of one another than the same albums that do not. */
function rivalFindings(rivals: readonly RivalMeans[]): string[] {
  return rivals
    .filter(({ apart, together }) => together.ofRivals > apart.ofRivals || together.precision < apart.precision - slack)
    .map(({ set, shots }) => `${set}: ${shots} examples each, albums that exclude each other are worse than apart`);
}

function findings(results: Results): string[] {
  const broken: string[] = [];
  for (const [set, means] of Object.entries(results)) {
    for (const [i, { shots, precision }] of means.entries()) {
      const before = means[i - 1]?.precision.album ?? 0;
      if ((precision.album ?? 0) < before - slack) broken.push(`${set}: ${shots} examples are worse than fewer`);
    }
    // A few photos taken by chance may happen to be of a kind: all trials together are not.
    const shuffled = means.reduce((sum, { area }) => sum + (area.shuffled ?? 50), 0) / means.length;
    if (Math.abs(shuffled - 50) > chanceSlack) broken.push(`${set}: shuffled labels at ${shuffled.toFixed(1)}`);
    const last = means.at(-1);
    for (const method of ['description', 'exemplars'] as const) {
      const value = last?.precision[method];
      if (last !== undefined && value !== undefined && (last.precision.album ?? 0) < value) {
        broken.push(`${set}: an album of ${last.shots} is worse than ${method} alone`);
      }
    }
  }
  return broken;
}

function qualitySection(name: string, means: readonly Means[]): Section {
  const cell = (value: number | undefined): string => value?.toFixed(1) ?? '';
  return {
    title: `${name}: mean average precision (area under the ROC curve), percent`,
    rows: [
      ['examples', ...methods],
      ...means.map(({ shots, precision, area }) => [
        String(shots),
        ...methods.map((method) =>
          precision[method] === undefined ? '' : `${cell(precision[method])} (${cell(area[method])})`,
        ),
      ]),
    ],
  };
}

function suggestedSection(name: string, means: readonly Means[]): Section {
  return {
    title: `${name}: suggestions that are right / that were found, percent, by strictness`,
    rows: [
      ['examples', ...strictnesses.map(String)],
      ...means.map(({ shots, suggested }) => [
        String(shots),
        ...suggested.map(({ precision, recall }) => `${precision.toFixed(0)} / ${recall.toFixed(0)}`),
      ]),
    ],
  };
}
