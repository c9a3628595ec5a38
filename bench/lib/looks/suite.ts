/**
 * Orders by looks and colours, the suite `looks` of `npm run eval`.
 *
 * Ladders are one photo of COCO each in steps of one change: blur, noise, exposure, saturation. Thresholds of colours were
 * chosen with other photos in sight, by eye; the pictures here are painted.
 */
import { colourNames } from '../../../src-contract/looks.ts';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import { progress, report } from '../report.ts';
import { ladders } from './ladders.ts';
import { looksMaterial, type LooksMaterial, painted, type Seen } from './material.ts';

/** Percent of ladders that have to be in order by pixels. */
const leastMonotone = 90;

/** A CSS colour for each name. */
const paints: Readonly<Record<(typeof colourNames)[number], string>> = {
  ...{ red: '#dc143c', orange: '#ff8c00', yellow: '#ffd700', green: '#228b22', olive: '#6b6b1e', teal: '#008080' },
  ...{ sky: '#87ceeb', blue: '#4169e1', navy: '#000080', purple: '#800080', pink: '#ff69b4', brown: '#8b4513' },
  ...{ beige: '#d2b48c', white: '#fafafa', grey: '#808080', black: '#101010' },
};

/** Measure and print. @returns whether all ladders are in order by pixels, and all colours are told. */
export async function looksSuite(json: boolean): Promise<boolean> {
  const colours = await measureColours();
  const material = await looksMaterial();
  progress('measuring');
  const monotone = Object.fromEntries(Object.keys(ladders).map((name) => [name, measureLadder(material, name)]));
  const bursts = measureBursts(material);
  const words = measureWords(material);
  const holds = Object.values(monotone).every(({ pixels }) => pixels >= leastMonotone) && colours.wrong.length === 0;
  report(json, { monotone, bursts, words, colours, holds }, [
    {
      title:
        'Ladders of one photo that are wholly in order, and how often one of a step goes before another photo of the next',
      rows: [
        ['', 'photos', 'in order by pixels, %', 'by the model, %', 'across photos by pixels, %', 'by the model, %'],
        ...Object.entries(monotone).map(([name, each]) => [
          name,
          String(each.photos),
          ...[each.pixels, each.model, each.acrossPixels, each.acrossModel].map((value) => value.toFixed(1)),
        ]),
      ],
    },
    {
      title: 'The sharp one of four shots, %',
      rows: [
        ['pixels', 'the model', 'both'],
        [bursts.pixels, bursts.model, bursts.both].map((share) => share.toFixed(1)),
      ],
    },
    {
      title: 'Words as an order: photos that the one of its class goes before, %',
      rows: [['against "not ..."', 'against "a photo"'], [words.not, words.any].map((share) => share.toFixed(1))],
    },
    {
      title: 'Colours of painted pictures',
      rows: [
        ['', 'told', 'of'],
        ...Object.entries(colours.counts).map(([name, [told, of]]) => [name, String(told), String(of)]),
      ],
      notes: colours.wrong,
    },
  ]);
  return holds;
}

interface LadderFigures {
  readonly photos: number;
  readonly pixels: number;
  readonly model: number;
  readonly acrossPixels: number;
  readonly acrossModel: number;
}

function measureLadder({ ladders: all, texts }: LooksMaterial, name: string): LadderFigures {
  const ladder = ladders[name];
  const photos = all.get(name) ?? [];
  if (ladder === undefined) throw new Error(`Expected a ladder but received "${name}"`);
  const { measure, falls, towards, from } = ladder;
  const byPixels = ({ look }: Seen): number => (falls ? 1 : -1) * look[measure];
  const byModel = axis(texts, towards, from);
  return {
    photos: photos.length,
    pixels: percent(photos, (steps) => isFalling(steps.map(byPixels))),
    model: percent(photos, (steps) => isFalling(steps.map(byModel))),
    acrossPixels: across(photos, byPixels),
    acrossModel: across(photos, byModel),
  };
}

/** How often a step of one photo goes before the next step of another. */
function across(photos: readonly (readonly Seen[])[], score: (seen: Seen) => number): number {
  const scores = photos.map((steps) => steps.map(score));
  const pairs = scores.flatMap((steps, i) =>
    scores.flatMap((others, j) =>
      i === j ? [] : steps.slice(0, -1).map((value, at) => [value, others[at + 1] ?? 0] as const),
    ),
  );
  return percent(pairs, ([before, after]) => before > after);
}

function measureBursts({ bursts, texts }: LooksMaterial): { pixels: number; model: number; both: number } {
  const byModel = axis(texts, 'Sharp photo.', 'Blurry photo.');
  const wins = (score: (shots: readonly Seen[]) => number[]): number =>
    percent(bursts, (shots) => {
      const [sharp = 0, ...others] = score(shots);
      return others.every((other) => sharp > other);
    });
  const pixels = (shots: readonly Seen[]): number[] => shots.map(({ look }) => Math.log(look.sharpness + 1e-6));
  const model = (shots: readonly Seen[]): number[] => shots.map(byModel);
  return {
    pixels: wins(pixels),
    model: wins(model),
    both: wins((shots) => {
      const [a, b] = [standard(pixels(shots)), standard(model(shots))];
      return a.map((value, i) => value + (b[i] ?? 0));
    }),
  };
}

/** For each class: how many of the photos of other classes its photo goes before. */
function measureWords({ labelled, texts }: LooksMaterial): { not: number; any: number } {
  const share = (fromOf: (label: string) => string): number => {
    const shares = labelled.map(({ label, embedding }) => {
      const score = axis(texts, label, fromOf(label));
      const own = score({ embedding });
      return percent(
        labelled.filter((other) => other.label !== label),
        (other) => own > score(other),
      );
    });
    return shares.reduce((sum, each) => sum + each, 0) / Math.max(1, shares.length);
  };
  return { not: share((label) => `not ${label}`), any: share(() => 'a photo') };
}

async function measureColours(): Promise<{ counts: Record<string, [told: number, of: number]>; wrong: string[] }> {
  const counts: Record<string, [number, number]> = {};
  const wrong: string[] = [];
  const quiet = new Set(['brown', 'beige', 'white', 'grey', 'black']);
  for (const name of colourNames) {
    const wall = name === 'grey' ? '#f4f4f4' : '#808080';
    const cases = [
      ['a fifth of it, in a corner', 0.2, false, true],
      ['a tenth of it, in a corner', 0.1, false, false],
      ['a tenth of it, in the middle', 0.1, true, !quiet.has(name)],
    ] as const;
    for (const [what, size, isInMiddle, isMeant] of cases) {
      const { colours } = await painted(paints[name], wall, size, isInMiddle);
      const isRight = colours.some(([found]) => found === name) === isMeant;
      const [told, of] = counts[what] ?? [0, 0];
      counts[what] = [told + Number(isRight), of + 1];
      if (!isRight) wrong.push(`${name}, ${what}: ${JSON.stringify(colours)}`);
    }
  }
  return { counts, wrong };
}

function axis(
  texts: LooksMaterial['texts'],
  towards: string,
  from: string,
): (seen: { readonly embedding: Embedding }) => number {
  const [a, b] = [texts.get(towards), texts.get(from)];
  if (a === undefined || b === undefined) throw new Error(`Expected "${towards}" and "${from}" to be encoded`);
  return ({ embedding }) => dot(embedding, a) - dot(embedding, b);
}

function isFalling(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value < (values[i - 1] ?? Infinity));
}

function standard(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (deviation === 0 ? 0 : (value - mean) / deviation));
}

function percent<T>(all: readonly T[], holds: (each: T) => boolean): number {
  return all.length === 0 ? 0 : (100 * all.filter(holds).length) / all.length;
}
