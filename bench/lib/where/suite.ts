import { progress, report, type Section } from '../report.ts';
import type { BestPartFigures } from './best-part.ts';
import { type Deletion, measureDeletion } from './deletion.ts';
import { WhereMaterial } from './material.ts';
import { measureParts } from './parts.ts';
import { measurePointing, type PointingFigures } from './pointing.ts';

/** Percent of photos in which the hottest fifth of a refined map has to matter more than one at random. */
const leastLower = 80;

/**
 * Does the map of where something is say the truth, and would parts of photos find more than whole photos do?
 *
 * @returns whether the deletion test holds on both sets of photos.
 */
export async function whereSuite(json: boolean): Promise<boolean> {
  await using material = await WhereMaterial.create();
  progress('pointing');
  const pointing = await measurePointing(material);
  progress('deletion');
  const deletion = await measureDeletion(material);
  progress('parts');
  const parts = await measureParts(material);
  const holds = Object.values(deletion)
    .flat()
    .every(({ map, blanking, lower }) => map !== 'both' || blanking !== 'mean colour' || lower >= leastLower);
  report(json, { pointing, deletion, parts, deletionHolds: holds }, [
    ...pointingSections(pointing),
    deletionSection(deletion, holds),
    ...Object.entries(parts).map(([set, figures]) => partsSection('Parts', set, figures)),
  ]);
  return holds;
}

function pointingSections({ tuning, heldOut, reaches, chance, queries }: PointingFigures): Section[] {
  const header = ['', 'middle in the box, %', 'touches the box, %', 'overlap of the boxes, %', 'right quarter, %'];
  const rows = (all: PointingFigures['tuning']): string[][] =>
    all.map(({ way, inBox, touchesBox, overlap, inQuarter }) => [
      way,
      ...[inBox, touchesBox, overlap, inQuarter].map((value) => value.toFixed(1)),
    ]);
  const byChance = ['chance', chance.inBox.toFixed(1), chance.touchesBox.toFixed(1), '', chance.inQuarter.toFixed(1)];
  return [
    { title: 'Pointing: the half that was looked at while choosing', rows: [header, ...rows(tuning)] },
    {
      title: 'Pointing: the other half',
      rows: [header, ...rows(heldOut), byChance],
      notes: [`${queries.boxes} boxes drawn by eye, ${queries.quarters} captions of pictures of four photos`],
    },
    {
      title: 'Overlap of the boxes by how far the refined map reaches',
      rows: [
        ['by', 'from a share of', 'while choosing, %', 'the other half, %'],
        ...reaches.tuning.map(({ by, share, overlap }, i) => [
          ...[by, String(share), overlap.toFixed(1)],
          reaches.heldOut[i]?.overlap.toFixed(1) ?? '',
        ]),
      ],
    },
  ];
}

function deletionSection(all: Readonly<Record<string, readonly Deletion[]>>, holds: boolean): Section {
  const rows = Object.entries(all).flatMap(([set, measured]) =>
    measured.map(({ blanking, map, photos, lower, score, withoutHottest, withoutRandom }) => [
      ...[set, blanking, map, String(photos), lower.toFixed(1)],
      ...[score, withoutHottest, withoutRandom].map((value) => value.toFixed(3)),
    ]),
  );
  const header = ['', 'blanked with', 'map of', 'photos', 'hottest lowers more, %', 'score'];
  return {
    title: 'Deletion: a fifth of the photo blanked',
    rows: [[...header, 'without the hottest', 'without one at random'], ...rows],
    notes: [
      `the hottest fifth of both, in the mean colour, matters more in ${leastLower} % of photos: ${holds ? 'yes' : 'NO'}`,
    ],
  };
}

function partsSection(what: string, set: string, { queries, photos, whole, withParts }: BestPartFigures): Section {
  const fixed = ({ r1, r5, r10 }: BestPartFigures['whole']): string[] => [r1, r5, r10].map((value) => value.toFixed(1));
  return {
    title: `${what} of photos: ${set}`,
    rows: [
      ['', 'weight', 'R@1', 'R@5', 'R@10'],
      ['whole photos alone', '', ...fixed(whole)],
      ...withParts.map((figures) => [
        `${figures.parts} ${what.toLowerCase()}`,
        String(figures.weight),
        ...fixed(figures),
      ]),
    ],
    notes: [`${queries} queries, ${photos} photos`],
  };
}
