/**
 * Tags, on real photos: `npm run eval -- --suite tags`, with `--calibrate` to make the weights of the evidence anew.
 *
 * All photos are one library. A tag of a captioned photo counts as right when one of its captions says the word, another word for
 * it or one of what stands below it in the vocabulary (`said.ts`); people leave out much of what there is to see, so more are
 * right. Constants are made by one half of the photos; what counts is the other.
 */
import { type TagWord, vocabulary } from '../../../src-main/core/tags/vocabulary.ts';
import { progress, report, type Section } from '../report.ts';
import { fitWeights, logOdds } from './fit.ts';
import { type TaggedPhoto, type TagMaterial, tagMaterial } from './material.ts';

/** Share of shown tags that are to be right. */
const goal = 0.9;
/** The same on the half that constants are made by, which the line follows from (`shownFrom`): others are less often right. */
const goalWhileTuned = 0.95;

interface Figures {
  readonly photos: number;
  readonly withTags: number;
  readonly shown: number;
  /** Of the tags that are shown. */
  readonly judged: number;
  readonly right: number;
}

/** Measure and print. @returns whether tags are as often right as docs/tags.md says. */
export async function tagsSuite(json: boolean, calibrate: boolean): Promise<boolean> {
  return tagsReport(await tagMaterial(), json, calibrate);
}

/** The same of photos that have been tagged. */
function tagsReport({ captions, classes }: TagMaterial, json: boolean, calibrate: boolean): boolean {
  if (calibrate) calibrated([...captions.tuned, ...classes.tuned]);
  const figures = {
    'captions, tuned': figuresOf(captions.tuned),
    'captions, reported': figuresOf(captions.reported),
    'classes, tuned': figuresOf(classes.tuned),
    'classes, reported': figuresOf(classes.reported),
  };
  const reported = [...captions.reported, ...classes.reported];
  const worst = byTag(reported).filter(({ right, shown }) => right < shown);
  const recall = recallOf(classes.reported);
  report(json, { figures, worst, recall }, [
    {
      title: 'Shown tags that captions, or names of classes, say',
      rows: [
        ['photos', 'count', 'with a tag', 'tags', 'judged', 'right', 'percent'],
        ...Object.entries(figures).map(([half, { photos, withTags, shown, judged, right }]) => [
          half,
          ...[photos, withTags, shown, judged, right].map(String),
          ((100 * right) / judged).toFixed(1),
        ]),
      ],
    },
    groupSection(reported),
    {
      title: 'Tags that were shown and not said, of the halves that are reported',
      rows: [['tag', 'said', 'shown'], ...worst.map(({ key, right, shown }) => [key, String(right), String(shown)])],
    },
    {
      title: 'Photos of a class that show it, of the half that is reported',
      rows: [
        ['of', 'photos', 'shown, percent'],
        ...recall.map(({ of, photos, shown }) => [of, String(photos), ((100 * shown) / photos).toFixed(0)]),
      ],
    },
  ]);
  const { judged, right } = figures['captions, reported'];
  return right >= goal * judged;
}

function figuresOf(photos: readonly TaggedPhoto[]): Figures {
  const judged = judgedOf(photos);
  return {
    photos: photos.length,
    withTags: photos.filter(({ shown }) => shown.length > 0).length,
    shown: photos.reduce((sum, { shown }) => sum + shown.length, 0),
    judged: judged.length,
    right: judged.filter(({ isRight }) => isRight).length,
  };
}

function judgedOf(photos: readonly TaggedPhoto[]): { tag: TagWord; isRight: boolean }[] {
  return photos.flatMap(({ shown, says, judges }) => shown.filter(judges).map((tag) => ({ tag, isRight: says(tag) })));
}

function byTag(photos: readonly TaggedPhoto[]): { key: string; right: number; shown: number }[] {
  return [...Map.groupBy(judgedOf(photos), ({ tag }) => tag.key)]
    .map(([key, some]) => ({ key, shown: some.length, right: some.filter(({ isRight }) => isRight).length }))
    .sort((a, b) => b.shown - b.right - (a.shown - a.right));
}

function groupSection(photos: readonly TaggedPhoto[]): Section {
  const groups = Map.groupBy(judgedOf(photos), ({ tag }) => tag.group);
  return {
    title: 'By group, of the half that is reported',
    rows: [
      ['group', 'tags', 'said'],
      ...vocabulary().groups.map(({ key }) => {
        const some = groups.get(key) ?? [];
        return [key, String(some.length), String(some.filter(({ isRight }) => isRight).length)];
      }),
    ],
  };
}

/** Of the photos whose class is called by a tag, how many show it or one below it; and of the kinds of animals. */
function recallOf(classes: readonly TaggedPhoto[]): { of: string; photos: number; shown: number }[] {
  const { words } = vocabulary();
  const named = classes.map((photo) => ({ photo, tags: words.filter((tag) => photo.says(tag)) }));
  const shows = ({ shown }: TaggedPhoto, key: string): boolean =>
    shown.some((tag) => tag.key === key || tag.parent === key);
  const count = (of: string, some: typeof named): { of: string; photos: number; shown: number } => ({
    of,
    photos: some.length,
    shown: some.filter(({ photo, tags }) => tags.some(({ key }) => shows(photo, key))).length,
  });
  const withKey = (key: string): typeof named =>
    named
      .filter(({ tags }) => tags.some((tag) => tag.key === key))
      .map(({ photo, tags }) => ({ photo, tags: tags.filter((tag) => tag.key === key) }));
  return [
    count(
      'any tag',
      named.filter(({ tags }) => tags.length > 0),
    ),
    ...['dog', 'bird', 'insect', 'snake', 'monkey'].map((key) => count(key, withKey(key))),
  ];
}

function calibrated(photos: readonly TaggedPhoto[]): void {
  const rows = photos.flatMap(({ candidates }) => candidates);
  const weights = fitWeights(rows);
  const sorted = rows
    .map((row) => ({ odds: logOdds(weights, row), isRight: row.isRight }))
    .sort((a, b) => b.odds - a.odds);
  let right = 0;
  let from = Infinity;
  for (const [i, row] of sorted.entries()) {
    right += Number(row.isRight);
    if (right >= goalWhileTuned * (i + 1)) from = row.odds;
  }
  progress(`weights ${JSON.stringify(weights)}; ${100 * goalWhileTuned} percent are right from ${from.toFixed(3)} on`);
}
