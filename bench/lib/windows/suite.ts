import { strictnesses } from '../../../src-contract/index.ts';
import { progress, report, type Section } from '../report.ts';
import { measureWindowHonesty, type WindowHonesty } from './honesty.ts';
import { WindowMaterial } from './material.ts';
import { measureRecall, measureSmallThings, type RecallFigures, type SmallThings } from './recall.ts';

/**
 * What looking at photos more closely finds, and whether what is said of it stays honest.
 *
 * @param kept folder in which the index of the photos stays for the next time.
 * @param asItIs take that as it is.
 * @returns true: nothing is claimed that could fail.
 */
export async function windowsSuite(json: boolean, kept: string | undefined, asItIs: boolean): Promise<boolean> {
  await using material = await WindowMaterial.create(kept, asItIs);
  progress('recall');
  const recall = await measureRecall(material);
  progress('small things');
  const small = await measureSmallThings(material);
  progress('absent and present words');
  const honesty = await measureWindowHonesty(material);
  report(json, { recall, small, honesty }, [
    ...Object.entries(recall).map(([set, figures]) => recallSection(set, figures)),
    smallSection(small),
    honestySection('Nothing looks like this: Flickr8k, tuned on', honesty.tuning),
    honestySection('Nothing looks like this: COCO and ImageNet, held out', honesty.heldOut),
  ]);
  return true;
}

function recallSection(set: string, { photos, queries, whole, closer }: RecallFigures): Section {
  const fixed = ({ r1, r5, r10 }: RecallFigures['whole']): string[] => [r1, r5, r10].map((value) => value.toFixed(1));
  return {
    title: `Captions of ${set}`,
    rows: [
      ['', 'R@1', 'R@5', 'R@10'],
      ['whole photos alone', ...fixed(whole)],
      ...closer.map((one) => [`5 windows, ${one.weight}`, ...fixed(one)]),
    ],
    notes: [`${queries} captions, ${photos} photos`],
  };
}

function smallSection(thirds: readonly SmallThings[]): Section {
  return {
    title: 'Things that a box is drawn around, by how large they are',
    rows: [
      ['share of the photo, %', 'boxes', 'MRR, whole', 'with windows', 'median rank, whole', 'with windows'],
      ...thirds.map(({ area, boxes, whole, closer }) => [
        area.toFixed(1),
        String(boxes),
        ...[whole.mrr, closer.mrr].map((value) => value.toFixed(3)),
        ...[whole.median, closer.median].map(String),
      ]),
    ],
    notes: ['ranks among the photos whose captions do not name the thing'],
  };
}

function honestySection(title: string, { whole, closer }: WindowHonesty): Section {
  const rows = [
    [
      '',
      'absent words found, %',
      'sentences, %',
      'present words missed, %',
      'captions, %',
      'named of matches, %',
      'of named, match, %',
    ],
  ];
  for (const [way, figures] of [
    ['whole', whole],
    ['windows', closer],
  ] as const) {
    for (const strictness of strictnesses) {
      const one = figures.byStrictness[strictness];
      const values = [
        ...[one.falsePositives, one.falseSentences, one.misses, one.missedCaptions],
        ...[one.named, one.found],
      ];
      rows.push([`${way}, ${strictness}`, ...values.map((value) => value.toFixed(1))]);
    }
  }
  const about = (way: string, { auroc, aurocOfSentences, agreement }: WindowHonesty['whole']): string =>
    `${way}: AUROC of words ${auroc.toFixed(3)}, of sentences ${aurocOfSentences.toFixed(3)}, ` +
    `agreement ${agreement.slope.toFixed(2)} of ${agreement.pairs} pairs`;
  return { title, rows, notes: [about('whole', whole), about('windows', closer)] };
}
