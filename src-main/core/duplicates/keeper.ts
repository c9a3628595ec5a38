import { type KeepReason, keepReasons } from '../../../src-contract/duplicates.ts';
import { rawFormats } from '../../../src-contract/raw-formats.ts';

/** What is known of a version of a picture. */
export interface Version {
  readonly id: number;
  /** Name of the file. */
  readonly name: string;
  readonly format: string;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
  /** It says itself when it was taken, or a sidecar does. */
  readonly hasOwnDate: boolean;
  readonly hasPosition: boolean;
  /** 0..5 */
  readonly rating: number;
  /** How many. */
  readonly keywords: number;
  /** Part of the picture is missing: the file was cut off, or is damaged otherwise. */
  readonly isDamaged: boolean;
  /** See `colourfulnessOf`; null while it is unknown. */
  readonly colourfulness: number | null;
  /** See `Miniature`; 0 while it is unknown. */
  readonly sharpness: number;
  readonly modifiedAtMs: number;
}

const raw: ReadonlySet<string> = new Set(rawFormats);
/** Names that messengers and screenshots give: what they hold has been made smaller, or is a picture of a picture. */
const passedOn =
  /^(?:img|vid)-\d{8}-wa\d+|^fb_img_|^signal-\d{4}|^photo_\d{4}-\d\d-\d\d|screen ?shot|bildschirmfoto|capture d.[eé]cran|captura de pantalla/iu;
/** Names that file managers give to copies. */
const copyName =
  /\(\d+\)$|[ _-](?:copy|kopie|copie|copia)(?:[ _-]?\(?\d+\)?)?$|^(?:copy|kopie|copie|copia) (?:of|von|de) /iu;

/** Below it a picture is grey: what compression leaves of colour in one is less. */
const leastColour = 3;

/** What of a version counts for a reason to keep it: the higher the better. */
interface Merit {
  readonly of: (version: Version) => number;
  /** A difference by less than this share is none: developing and saving again change a little. */
  readonly same?: number;
  /** Whether it is known; where it is not of one, it says nothing of any. */
  readonly isKnown?: (version: Version) => boolean;
}

const merits: Readonly<Record<KeepReason, Merit>> = {
  whole: { of: ({ isDamaged }) => -Number(isDamaged) },
  pixels: { of: ({ width, height }) => width * height, same: 0.05 },
  raw: { of: ({ format }) => Number(raw.has(format)) },
  colour: {
    of: ({ colourfulness }) => Number((colourfulness ?? 0) >= leastColour),
    isKnown: ({ colourfulness }) => colourfulness !== null,
  },
  original: { of: (version) => -Number(isPassedOn(version)) },
  details: { of: detailsOf },
  sharpness: { of: ({ sharpness }) => sharpness, same: 0.15, isKnown: ({ sharpness }) => sharpness > 0 },
  bytes: { of: ({ sizeBytes }) => sizeBytes, same: 0.1 },
  copyName: { of: (version) => -Number(isCopy(version)) },
  older: { of: ({ modifiedAtMs }) => -modifiedAtMs },
  any: { of: ({ id }) => -id },
};

/** The version to keep, and why it rather than each other one. */
export interface Kept<V extends Version> {
  readonly keeper: V;
  readonly reasons: ReadonlyMap<V, KeepReason>;
}

/**
 * Choose the version of a picture to keep. By one reason after the other those are left that are as good as the best, until
 * there is one: whatever has fallen out by a reason is worse by it than the one that is kept. To compare two at a time would not do:
 * small differences add up, so that each of three can be better than another.
 *
 * @throws RangeError of none.
 */
export function keeperOf<V extends Version>(versions: readonly V[]): Kept<V> {
  const reasons = new Map<V, KeepReason>();
  let left = versions;
  for (const reason of keepReasons) {
    const good = asGoodAsTheBest(left, merits[reason]);
    for (const version of left) if (!good.includes(version)) reasons.set(version, reason);
    left = good;
  }
  const [keeper] = left;
  if (keeper === undefined) throw new RangeError('Expected versions to choose from but received none');
  return { keeper, reasons };
}

/** Why a version that was chosen otherwise is to be kept rather than another: `any` where it is not the better one. */
export function reasonFor(keeper: Version, other: Version): KeepReason {
  return keeperOf([keeper, other]).reasons.get(other) ?? 'any';
}

function asGoodAsTheBest<V extends Version>(versions: readonly V[], { of, same = 0, isKnown }: Merit): readonly V[] {
  if (isKnown !== undefined && !versions.every(isKnown)) return versions;
  const best = versions.reduce((most, version) => Math.max(most, of(version)), -Infinity);
  return versions.filter((version) => best - of(version) <= same * Math.abs(best));
}

function isPassedOn({ name, format }: Version): boolean {
  return format === 'gif' || passedOn.test(name);
}

function isCopy({ name }: Version): boolean {
  return copyName.test(name.replace(/\.[^.]*$/u, ''));
}

function detailsOf({ hasOwnDate, hasPosition, rating, keywords }: Version): number {
  return 2 * Number(hasOwnDate) + Number(hasPosition) + Number(rating > 0) + Number(keywords > 0);
}
