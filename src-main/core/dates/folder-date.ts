import { isPlausible, photoDate, type PhotoDate } from './photo-date.ts';

/** Months as people call folders, in English, German, French, Spanish and Italian, without accents. */
const months: ReadonlyMap<string, number> = new Map(
  [
    'january januar janner janvier enero gennaio jan',
    'february februar fevrier febrero febbraio feb',
    // Not "mar", which is the sea in Spanish.
    'march marz maerz mars marzo',
    'april avril abril aprile apr',
    'may mai mayo maggio',
    'june juni juin junio giugno jun',
    'july juli juillet julio luglio jul',
    'august aout agosto aug',
    'september septembre septiembre settembre sep sept',
    'october oktober octobre octubre ottobre oct okt',
    'november novembre noviembre nov',
    'december dezember decembre diciembre dicembre dec dez',
  ].flatMap((names, i) => names.split(' ').map((name) => [name, i + 1] as const)),
);

/** Folders that are called by when they were made. */
const ofTheFolder = /backup|sicherung|export|import|download|upload|takeout|sync/u;

/** `2019-07`, `2019_07_14 wedding`, `2019.07`: not in the middle of a number or a word. */
const yearFirst = /(?<![\p{L}\d])(?<year>(?:19|20)\d\d)[-_.](?<month>\d\d)(?!\d)/u;
/** `201907`, `20190714`. */
const together = /(?<![\p{L}\d])(?<year>(?:19|20)\d\d)(?<month>\d\d)(?:\d\d)?(?!\d)/u;
/** `07-2019`, `14.07.2019`. */
const monthFirst = /(?<!\d)(?<month>\d\d?)[-_.](?<year>(?:19|20)\d\d)(?![\p{L}\d])/u;
/** `2019 07`, `2019 07 14`, and nothing else. */
const apart = /^(?<year>(?:19|20)\d\d) (?<month>\d\d)(?: \d\d)?$/u;
const aYear = /(?<![\p{L}\d])(?:19|20)\d\d(?![\p{L}\d])/gu;
/** `07`, `07 Italy`: a month of the year that the folder above is called by. */
const monthNumber = /^(?<month>\d\d)(?![\p{L}\d])/u;

interface FolderDate {
  readonly year?: number | undefined;
  readonly month?: number | undefined;
}

/**
 * Read when photos were taken from the names of the folders that they lie in: a month or a year, the innermost first. A
 * month alone belongs to the year above it: `2019/07`, `2019/July`.
 *
 * @param folders outermost first.
 * @returns a month or a year between 1990 and now; null where no folder says one.
 */
export function dateFromFolders(folders: readonly string[], nowMs: number): PhotoDate | null {
  const read = folders.map(readFolder);
  for (let i = read.length - 1; i >= 0; i--) {
    const { year, month } = read[i] ?? {};
    const above = read[i - 1];
    const found =
      year === undefined && month !== undefined && above?.month === undefined
        ? { year: above?.year, month }
        : { year, month };
    if (found.year === undefined) continue;
    const date = photoDate({ year: found.year, month: found.month });
    if (date !== null && isPlausible(date, nowMs)) return date;
  }
  return null;
}

function readFolder(name: string): FolderDate {
  const text = name
    .slice(0, 300)
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/gu, '')
    .toLowerCase();
  if (ofTheFolder.test(text)) return {};
  for (const pattern of [yearFirst, together, monthFirst, apart]) {
    const { year, month } = pattern.exec(text)?.groups ?? {};
    if (year !== undefined && isMonth(Number(month))) return { year: Number(year), month: Number(month) };
  }
  const years = new Set(text.match(aYear));
  // From one year to another: neither.
  if (years.size > 1) return {};
  const [year] = years;
  const named = new Set((text.match(/\p{L}+/gu) ?? []).flatMap((word) => months.get(word) ?? []));
  const numbered = Number(monthNumber.exec(text)?.groups?.['month']);
  const [month] = named.size === 1 ? named : year === undefined && isMonth(numbered) ? [numbered] : [];
  return { year: year === undefined ? undefined : Number(year), month };
}

function isMonth(month: number): boolean {
  return month >= 1 && month <= 12;
}
