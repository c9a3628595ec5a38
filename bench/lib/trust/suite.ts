import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { progress, report, type Section } from '../report.ts';
import { calibrate } from './calibrate.ts';
import { type Honesty, type HonestyFigures, measureHonesty } from './honesty.ts';
import { names, TrustMaterial } from './material.ts';
import { type LeavingOut, measureMixing, type MixingFigures } from './mixing.ts';
import { measureRanking, type RankingFigures, type Retrieval } from './ranking.ts';
import { measureSentences, type SentenceFigures } from './sentences.ts';
import { captionNouns } from './words.ts';

const BoxFigures = z.object({
  sets: z.record(
    z.string(),
    z.object({
      queries: z.number(),
      figures: z.record(
        z.string(),
        z.object({ precision: z.number(), overWhole: z.object({ points: z.number(), error: z.number() }) }),
      ),
    }),
  ),
});
type BoxFigures = z.infer<typeof BoxFigures>;

/**
 * What people can trust, measured on real photos: what each part of the search does with and without it, and how honest
 * "nothing looks like this" is on words and photos that nothing was tuned on. What captions name counts as shown.
 *
 * @returns whether hub correction, which has to be switched off where it does harm, gains a point on a set and loses none.
 */
export async function trustSuite(json: boolean, calibrating: boolean): Promise<boolean> {
  await using material = await TrustMaterial.create();
  if (calibrating) {
    console.log(JSON.stringify(await calibrate(material), null, 2));
    return true;
  }
  progress('ranking');
  const ranking = await measureRanking(material, captionNouns, names);
  progress('absent and present words');
  const honesty = await measureHonesty(material);
  progress('mixed queries');
  const mixing = await measureMixing(material);
  progress('sentences and printed words');
  const sentences = await measureSentences(material);
  progress('boxes');
  const boxes = await measureBoxes();
  const gains = Object.values(ranking.hubCorrection).map(({ off, on }) => on.r1 - off.r1);
  const isWorthIt = Math.max(...gains) >= 1 && Math.min(...gains) >= 0;
  report(json, { ranking, honesty, mixing, sentences, boxes, hubCorrectionIsWorthIt: isWorthIt }, [
    hubSection(ranking, isWorthIt),
    promptSection(ranking),
    honestySection(honesty),
    lineSection(honesty),
    reliabilitySection(honesty),
    leavingOutSection(mixing),
    sentenceSection(sentences, mixing),
    boxSection(boxes),
  ]);
  return isWorthIt;
}

async function measureBoxes(): Promise<BoxFigures> {
  const script = join(import.meta.dirname, '..', '..', 'box-query.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--json', '--alone'], { maxBuffer: 2 ** 26 });
  return BoxFigures.parse(JSON.parse(stdout));
}

function fixed(...values: readonly number[]): string[] {
  return values.map((value) => value.toFixed(2));
}

function hubSection({ hubCorrection }: RankingFigures, isWorthIt: boolean): Section {
  const rows = [['set', 'R@1', 'R@5', 'R@10', 'skew of N_10', 'firsts won by 1 % of the photos, %']];
  for (const [set, both] of Object.entries(hubCorrection)) {
    for (const [state, { r1, r5, r10, skew, wonByTopPercent }] of Object.entries(both)) {
      rows.push([`${set}, ${state}`, ...fixed(r1, r5, r10, skew, wonByTopPercent)]);
    }
  }
  const verdict = `gains at least a point of R@1 on one set and loses on none: ${isWorthIt ? 'yes' : 'NO'}`;
  return { title: 'Hub correction', rows, notes: [verdict] };
}

function promptSection({ promptEnsemble: { className, noun } }: RankingFigures): Section {
  const row = (state: string, { r1, r5, r10 }: Retrieval, map: number): string[] => [state, ...fixed(r1, r5, r10, map)];
  return {
    title: 'Prompt ensemble (hub correction on)',
    rows: [
      ['', 'class name -> its photo R@1', 'R@5', 'R@10', 'noun -> photos that captions name it of, mAP'],
      row('off: as typed', className.off, noun.off),
      row('on', className.on, noun.on),
    ],
  };
}

function honestySection({ tuning, heldOut }: Honesty): Section {
  const rows = [
    [
      '',
      'absent words that find something, %',
      'sentences that do, %',
      'present words that find nothing, %',
      'captions that do, %',
    ],
  ];
  const add = (on: string, { byStrictness }: HonestyFigures): void => {
    for (const [strictness, figures] of Object.entries(byStrictness)) {
      const { falsePositives, falseSentences, misses, missedCaptions } = figures;
      rows.push([`${on}, ${strictness}`, ...fixed(falsePositives, falseSentences, misses, missedCaptions)]);
    }
  };
  add('tuned on', tuning);
  add('held out', heldOut);
  const about = (on: string, { auroc, aurocOfSentences, queries, agreement, calibration }: HonestyFigures): string => {
    const { absent, present, absentSentences, captions } = queries;
    return (
      `${on}: AUROC of words ${auroc.toFixed(3)} (${absent} absent, ${present} present), ` +
      `of sentences ${aurocOfSentences.toFixed(3)} (${absentSentences} absent, ${captions} captions); ` +
      `calibrated by ${agreement.pairs} pairs with an agreement of ${agreement.slope.toFixed(2)}: ` +
      `slope ${calibration.slope.toFixed(2)}`
    );
  };
  return {
    title: 'Nothing looks like this',
    rows,
    notes: [about('tuned on Flickr8k', tuning), about('held out: COCO and ImageNet, other words', heldOut)],
  };
}

function lineSection({ tuning, heldOut }: Honesty): Section {
  const rows = [['', 'of what matches, captions name, %', 'of what they name, matches, %']];
  const add = (on: string, { byStrictness }: HonestyFigures): void => {
    for (const [strictness, { named, found }] of Object.entries(byStrictness)) {
      rows.push([`${on}, ${strictness}`, ...fixed(named, found)]);
    }
  };
  add('tuned on', tuning);
  add('held out', heldOut);
  return { title: 'The line below what matches, for nouns that match any', rows };
}

function reliabilitySection({ tuning, heldOut }: Honesty): Section {
  const rows = [['confidence', 'tuned on: mean, %', 'named, %', 'hits', 'held out: mean, %', 'named, %', 'hits']];
  for (const [i, { from, to, ...a }] of tuning.reliability.entries()) {
    const b = heldOut.reliability[i];
    if (b === undefined) continue;
    const cells = [a, b].flatMap(({ confidence, named, hits }) => [...fixed(confidence, named), String(hits)]);
    rows.push([`${from.toFixed(1)} to ${to.toFixed(1)}`, ...cells]);
  }
  return { title: 'Confidence, and how many photos captions name the noun of', rows };
}

function leavingOutSection(mixing: MixingFigures): Section {
  const row = (name: string, of: LeavingOut): string[] => [
    name,
    String(of.queries),
    ...fixed(of.shareBefore, of.shareAfter, of.shareAfter / of.shareBefore, of.othersBefore, of.othersAfter),
  ];
  return {
    title: 'Leaving out: of the best 50, in percent',
    rows: [
      ['', 'queries', 'show the thing', 'with it left out', 'ratio', 'others found', 'with it left out'],
      row('description -thing', mixing.minus),
      row('description ignore:thing', mixing.ignoreInDescription),
      row('example -thing', mixing.minusWithExample),
      row('example ignore:thing', mixing.ignoreInExample),
    ],
  };
}

function sentenceSection(sentences: SentenceFigures, { mix }: MixingFigures): Section {
  const figures: readonly [string, number, number][] = [
    ['R@10 of a caption alone', mix.text, mix.queries],
    ['R@10 of an example of the same thing', mix.example, mix.queries],
    ['R@10 of the example with the caption', mix.both, mix.queries],
    ['key words behind a hundred others that change the first ten, %', sentences.lateWordChangesTop, 0],
    ['rank correlation of "A and B" with "B and A", orders averaged', sentences.orderAveraged, 0],
    ['the same as typed', sentences.orderPlain, 0],
    ['labels with a wrong word that win, % of photos', sentences.typographicFlips, sentences.typographicPairs],
  ];
  return {
    title: 'Mixed, long and printed',
    rows: [['', '', 'of'], ...figures.map(([name, value, of]) => [name, ...fixed(value), of === 0 ? '' : String(of)])],
  };
}

function boxSection({ sets }: BoxFigures): Section {
  const rows = [['', 'queries', 'P@10 of the whole', 'of the box', 'gain', 'standard error']];
  for (const [set, { queries, figures }] of Object.entries(sets)) {
    const whole = figures['whole picture'];
    const box = figures['box (the product)'];
    if (whole === undefined || box === undefined) throw new Error('Expected figures of the whole and of the box');
    const { points, error } = box.overWhole;
    rows.push([set, String(queries), ...fixed(whole.precision, box.precision, points, error)]);
  }
  return { title: 'A box in a photo as the query', rows };
}
