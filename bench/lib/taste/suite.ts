/**
 * What is said of hits, and choices between two photos, on real photos: `npm run eval -- --suite taste`.
 *
 * Two kinds of wishes: what the words say (a noun that captions name, a kind of animal), and something narrower that they do not
 * say (a dog in the snow, looked for as "dog"), which is what judging photos is for. Choices are made by those who like photos of
 * one kind, and by somebody who likes them bright, which embeddings hardly tell.
 */
import { join } from 'node:path';
import { captionedPhotos, evalDir, labelledPhotos } from '../eval-data.ts';
import { animalKinds, captionKinds } from '../albums/kinds.ts';
import { benchLibrary } from '../library.ts';
import type { Engine } from '../../../src-main/engine/engine.ts';
import { progress, report, type Section } from '../report.ts';
import { type ChoiceMeans, inOrder, isForgotten, type Liking, manners, measureChoices } from './choices.ts';
import { type LikedMeans, type LikedOrder, measureLikedHits, orders } from './liked-hits.ts';
import { type FeedbackMeans, isRestored, measureFeedback, type Wish } from './feedback.ts';

/** Photos of a wish, so that some are left when fifteen are judged. */
const leastPhotos = 20;
const leastOfBoth = 8;
/** Share of what the words say that a narrower wish may be. */
const mostOfBoth = 0.7;
/** Choices after which so many pairs in a hundred are to be right. */
const goal = { choices: 20, accuracy: 70 };

const folders = { captions: join(evalDir, 'captions', 'flickr8k'), animals: join(evalDir, 'classes', 'imagenet') };

interface TasteResults {
  readonly said: readonly FeedbackMeans[];
  readonly narrower: readonly FeedbackMeans[];
  readonly restored: boolean;
  /** Of those who like a kind of photos. */
  readonly kinds: readonly ChoiceMeans[];
  /** Of somebody who likes bright photos. */
  readonly bright: readonly ChoiceMeans[];
  readonly forgotten: boolean;
  /** Of those who like one thing and look for another. */
  readonly liked: readonly LikedMeans[];
}

/** Measure and print. @returns whether judging photos holds what docs/taste.md says of it. */
export async function tasteSuite(json: boolean): Promise<boolean> {
  await using library = await benchLibrary();
  progress('indexing the photos');
  await library.index(folders.captions, folders.animals);
  await library.engine.search.hubs.complete();
  await library.engine.looks.settled();
  return reported(json, await measureTaste(library.engine));
}

/** @param engine over the folders of captioned photos and of animals. */
async function measureTaste(engine: Engine): Promise<TasteResults> {
  const captioned = captionKinds(captionedPhotos('flickr8k'));
  const animals = animalKinds(labelledPhotos().map(({ path }) => path));
  const said: Wish[] = [
    ...captioned.map(({ name, photos }) => ({ text: name, folder: folders.captions, photos })),
    ...animals.map(({ name, photos }) => ({ text: name, folder: folders.animals, photos })),
  ].filter(({ photos }) => photos.size >= leastPhotos);
  const narrowed = captioned.flatMap((kind) =>
    captioned.flatMap((other) => {
      const both = new Set([...kind.photos].filter((path) => kind !== other && other.photos.has(path)));
      const isNarrower = both.size >= leastOfBoth && both.size <= mostOfBoth * kind.photos.size;
      return isNarrower ? [{ text: kind.name, other, both }] : [];
    }),
  );
  const narrower = narrowed.map(({ text, both }): Wish => ({ text, folder: folders.captions, photos: both }));
  const [first] = said;
  if (first === undefined) throw new Error('Expected something to look for but received no kinds');
  const likings = said.map(({ text, folder, photos }) => ({
    ...{ name: text, folder },
    amountOf: (path: string): number => Number(photos.has(path)),
  }));
  const likingOf = new Map(
    captioned.map((kind) => [
      kind,
      { name: kind.name, folder: folders.captions, amountOf: (path: string): number => Number(kind.photos.has(path)) },
    ]),
  );
  const likedWishes = narrowed.flatMap(({ text, other, both }) => {
    const by = likingOf.get(other);
    return by === undefined ? [] : [{ text, liking: by, both }];
  });
  const [liking] = likings;
  if (liking === undefined) throw new Error('Expected something to like but received no kinds');
  return {
    kinds: await measureChoices(engine, likings),
    bright: await measureChoices(engine, [await brightOnes(engine)]),
    liked: await measureLikedHits(engine, likedWishes, new Map(captioned.map(({ name, photos }) => [name, photos]))),
    forgotten: await isForgotten(engine, liking),
    said: await measureFeedback(engine, said),
    narrower: await measureFeedback(engine, narrower),
    restored: await isRestored(engine, first),
  };
}

async function brightOnes(engine: Engine): Promise<Liking> {
  const darkestFirst = await inOrder(engine, { folder: folders.captions }, 'dark');
  const places = new Map(darkestFirst.map(({ path }, place) => [path, place]));
  return { name: 'bright', folder: folders.captions, amountOf: (path) => places.get(path) ?? 0 };
}

/** @returns whether it holds what is claimed. */
function reported(json: boolean, results: TasteResults): boolean {
  const broken: string[] = [];
  if (!results.restored) broken.push('without feedback a search is another than before');
  for (const { judged, found, right } of results.said.slice(1)) {
    if (found.with < found.without) broken.push(`${judged} judged: fewer are found`);
    if (right.with < right.without) broken.push(`${judged} judged: fewer that match are right`);
  }
  for (const { judged, precision } of results.narrower.slice(1)) {
    if (precision.with < precision.without) broken.push(`${judged} judged: what the words do not say is found later`);
  }
  if (!results.forgotten) broken.push('without choices a search is another than before');
  const { asked = 0 } = results.kinds.find(({ choices }) => choices === goal.choices)?.accuracy ?? {};
  if (asked < goal.accuracy) broken.push(`${goal.choices} choices: fewer than ${goal.accuracy} % of pairs are right`);
  report(json, { ...results, broken }, [
    choiceSection('Who likes one kind of photos', results.kinds),
    choiceSection('Who likes bright photos', results.bright),
    likedSection(results.liked),
    section('What the words say', results.said),
    section('Something narrower', results.narrower),
    { title: 'What should hold and does not', rows: [['finding'], ...broken.map((each) => [each])] },
  ]);
  return broken.length === 0;
}

function section(title: string, means: readonly FeedbackMeans[]): Section {
  const cell = (value: { with: number; without: number }): string =>
    `${value.with.toFixed(1)} (${value.without.toFixed(1)})`;
  return {
    title: `${title}: of photos not judged, percent (in brackets without what was said)`,
    rows: [
      ['judged', 'searches', 'average precision', 'matches that are right', 'found among matches'],
      ...means.map(({ judged, trials, precision, right, found }) => [
        ...[String(judged), String(trials)],
        ...[cell(precision), cell(right), cell(found)],
      ]),
    ],
  };
}

function choiceSection(title: string, means: readonly ChoiceMeans[]): Section {
  return {
    title: `${title}: pairs of other photos in the right order, percent (pairs that were shown for it)`,
    rows: [
      ['choices', 'likings', 'pairs as they are asked', 'pairs by chance'],
      ...means.map(({ choices, likings, accuracy, questions }) => [
        ...[String(choices), String(likings)],
        ...manners.map((manner) => `${accuracy[manner].toFixed(1)} (${questions[manner].toFixed(0)})`),
      ]),
    ],
  };
}

function likedSection(means: readonly LikedMeans[]): Section {
  const cells = (values: Readonly<Record<LikedOrder, number>>): string[] =>
    orders.map((order) => values[order].toFixed(1));
  return {
    title:
      'Who likes one thing and looks for another: average precision of what is both, and of the first ten what was looked for, percent',
    rows: [
      ['choices', 'searches', ...orders, ...orders.map((order) => `looked for: ${order}`)],
      ...means.map(({ choices, searches, precision, sought }) => [
        ...[String(choices), String(searches)],
        ...cells(precision),
        ...cells(sought),
      ]),
    ],
  };
}
