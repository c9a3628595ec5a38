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
  /** See `Miniature`; 0 while it is unknown. */
  readonly sharpness: number;
  readonly modifiedAtMs: number;
}

/** A difference by less than these shares is none: developing and saving again change a little. */
const samePixels = 0.05;
const sameSharpness = 0.15;
const sameBytes = 0.1;

const raw: ReadonlySet<string> = new Set(rawFormats);
/** Names that messengers and screenshots give: what they hold has been made smaller, or is a picture of a picture. */
const passedOn =
  /^(?:img|vid)-\d{8}-wa\d+|^fb_img_|^signal-\d{4}|^photo_\d{4}-\d\d-\d\d|screen ?shot|bildschirmfoto|capture d.[eé]cran|captura de pantalla/iu;
/** Names that file managers give to copies. */
const copyName =
  /\(\d+\)$|[ _-](?:copy|kopie|copie|copia)(?:[ _-]?\(?\d+\)?)?$|^(?:copy|kopie|copie|copia) (?:of|von|de) /iu;

type Test = (a: Version, b: Version) => number;

const tests: Readonly<Record<KeepReason, Test>> = {
  pixels: (a, b) => byShare(a.width * a.height, b.width * b.height, samePixels),
  raw: (a, b) => Number(raw.has(a.format)) - Number(raw.has(b.format)),
  original: (a, b) => Number(isPassedOn(b)) - Number(isPassedOn(a)),
  details: (a, b) => detailsOf(a) - detailsOf(b),
  sharpness: (a, b) => (a.sharpness === 0 || b.sharpness === 0 ? 0 : byShare(a.sharpness, b.sharpness, sameSharpness)),
  bytes: (a, b) => byShare(a.sizeBytes, b.sizeBytes, sameBytes),
  copyName: (a, b) => Number(isCopy(b)) - Number(isCopy(a)),
  older: (a, b) => b.modifiedAtMs - a.modifiedAtMs,
  any: (a, b) => b.id - a.id,
};

/**
 * Compare two versions of a picture.
 *
 * @returns above 0 where the first is to be kept, below 0 where the second is, with the reason that decides.
 */
export function compareVersions(a: Version, b: Version): { readonly order: number; readonly reason: KeepReason } {
  for (const reason of keepReasons) {
    const order = tests[reason](a, b);
    if (order !== 0) return { order, reason };
  }
  return { order: 0, reason: 'any' };
}

/** The version to keep: of those in a row each better one takes the place of the one before. @throws RangeError of none. */
export function keeperOf<V extends Version>(versions: readonly V[]): V {
  const [first, ...others] = versions;
  if (first === undefined) throw new RangeError('Expected versions to choose from but received none');
  return others.reduce((best, version) => (compareVersions(version, best).order > 0 ? version : best), first);
}

function byShare(a: number, b: number, same: number): number {
  return Math.abs(a - b) <= same * Math.max(a, b) ? 0 : a - b;
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
