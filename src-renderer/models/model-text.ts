import {
  type ErrorCode,
  knowsLanguage,
  type ModelEntry,
  type ModelFigure,
  type ModelState,
} from '../../src-contract/index.ts';
import type { MessageKey } from '../messages.ts';

/** What the language of the page does with words and values; `i18n` is one. */
export interface Words {
  /** Of the page, BCP 47. */
  readonly language: string;
  text(key: MessageKey, values?: Record<string, string | number>): string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  bytes(bytes: number): string;
  duration(seconds: number): string;
  languageName(tag: string): string;
}

type Installing = Extract<ModelState, { kind: 'installing' }>;

/** Share of descriptions whose photo is the first hit. */
const firstHit = 't2i_R@1';
/**
 * The sets that figures are published for most, the usual one first. Figures of other sets stay among the details: the fewer
 * photos there are to choose from, the more often is the first one right.
 */
const usualDatasets = ['coco-5k', 'flickr30k-1k'];
const datasetNames: Readonly<Record<string, string>> = { coco: 'COCO', flickr30k: 'Flickr30k', flickr8k: 'Flickr8k' };
/** More than these are counted where there is little room. */
const mostNamed = 3;
const bytesInMiB = 2 ** 20;

const phases = {
  waiting: 'models.waiting',
  downloading: 'models.downloading',
  checking: 'models.checking',
  testing: 'models.testing',
} as const satisfies Record<Installing['phase'], MessageKey>;

const verifications = {
  golden: 'models.checkedGolden',
  agreement: 'models.checkedAgreement',
  untried: 'models.checkedUntried',
} as const satisfies Record<ModelEntry['verified'], MessageKey>;

/** How well a model finds what is described, out of 100 searches. */
export interface Recall {
  readonly hits: number;
  /** Of the model in use, measured with the same photos; null where that is not known, or it is in use itself. */
  readonly before: number | null;
  readonly dataset: string;
}

/** Null where nothing was published that can be compared with others. */
export function recallOf(entry: ModelEntry, inUse: ModelEntry | null): Recall | null {
  const figures = firstHits(entry);
  const figure = usualDatasets
    .map((usual) => figures.find(({ dataset }) => dataset === usual))
    .find((known) => known !== undefined);
  if (figure === undefined) return null;
  const { dataset } = figure;
  const now = inUse === null || inUse.id === entry.id ? [] : firstHits(inUse);
  const before = now.find((other) => other.dataset === dataset);
  return { hits: ofHundred(figure), before: before === undefined ? null : ofHundred(before), dataset };
}

function firstHits({ figures }: ModelEntry): readonly ModelFigure[] {
  return figures.filter(({ metric }) => metric === firstHit);
}

function ofHundred({ value }: ModelFigure): number {
  return Math.round(value * 100);
}

export function recallText({ hits, before, dataset }: Recall, words: Words): string {
  const told = { hits: words.number(hits), dataset: datasetText(dataset, words) };
  if (before === null) return words.text('models.recall', told);
  return words.text('models.recallInstead', { ...told, before: words.number(before) });
}

/** A set of photos by its name and size: `coco-5k` is `COCO, 5,000 photos`. */
export function datasetText(dataset: string, words: Words): string {
  const [, id = dataset, thousands] = /^(.+)-(\d+)k$/u.exec(dataset) ?? [];
  const name = Object.hasOwn(datasetNames, id) ? (datasetNames[id] ?? id) : id;
  return thousands === undefined ? name : words.text('models.dataset', { name, count: Number(thousands) * 1000 });
}

export function figureText({ dataset, metric, value, source }: ModelFigure, words: Words): string {
  const share = words.number(value, { style: 'percent', maximumFractionDigits: 1 });
  const told = { share, dataset: datasetText(dataset, words), source };
  return metric === firstHit
    ? words.text('models.figure', told)
    : words.text('models.figureOther', { ...told, metric });
}

/** All languages by their names. */
export function languageNames({ languages }: ModelEntry, words: Words): string {
  return languages
    .map((tag) => (tag === 'mul' ? words.text('models.manyLanguages') : words.languageName(tag)))
    .join(', ');
}

/** The languages as long as they are few, else how many there are. */
function languagesInShort(entry: ModelEntry, words: Words): string {
  const { languages } = entry;
  if (languages.includes('mul')) return words.text('models.manyLanguages');
  if (languages.length > mostNamed) return words.text('models.languageCount', { count: languages.length });
  return languageNames(entry, words);
}

/** What somebody who chooses wants to know, in the order in which it matters. */
export function factsText(entry: ModelEntry, inUse: ModelEntry | null, words: Words): string {
  const parts = [languagesInShort(entry, words)];
  const isThere = entry.state.kind === 'installed' || entry.state.kind === 'inUse';
  if (isThere) parts.push(words.text('models.diskSize', { size: words.bytes(entry.diskBytes) }));
  else if (entry.downloadBytes > 0)
    parts.push(words.text('models.downloadSize', { size: words.bytes(entry.downloadBytes) }));
  if (inUse !== null && entry.sharesSpaceWith.includes(inUse.id)) parts.push(words.text('models.takesNothing'));
  else if (entry.estimate !== null && entry.estimate.photos > 0)
    parts.push(words.text('models.takes', { time: words.duration(entry.estimate.seconds) }));
  return parts.filter((part) => part !== '').join(' · ');
}

export function memoryText({ memory: { neededMB, machineMB } }: ModelEntry, words: Words): string {
  const [needed, machine] = [words.bytes(neededMB * bytesInMiB), words.bytes(machineMB * bytesInMiB)];
  return words.text('models.memoryOf', { needed, machine });
}

/** How long all photos would take; null where that is not known. */
export function estimateText({ estimate }: ModelEntry, words: Words): string | null {
  if (estimate === null || estimate.photos === 0) return null;
  const { photos: count, photosPerSecond, seconds } = estimate;
  const rate = words.number(photosPerSecond, { maximumSignificantDigits: 2 });
  return words.text('models.timeFor', { time: words.duration(seconds), count, rate });
}

/** What somebody needs to know besides what a problem is called; null where that says all. */
export function problemHint(code: ErrorCode, entry: ModelEntry, words: Words): string | null {
  const { neededMB, machineMB } = entry.memory;
  const [needed, machine] = [words.bytes(neededMB * bytesInMiB), words.bytes(machineMB * bytesInMiB)];
  if (code === 'MODEL_TOO_LARGE_FOR_MEMORY') return words.text('models.needsMemory', { needed, machine });
  if (code !== 'DISK_FULL' || entry.downloadBytes === 0) return null;
  return words.text('models.needsDisk', { size: words.bytes(entry.downloadBytes) });
}

export function verifiedText({ verified }: ModelEntry, words: Words): string {
  return words.text(verifications[verified]);
}

export interface InstallLine {
  readonly title: string;
  /** Bytes, rate and time left, as far as they are known. */
  readonly detail: string;
  /** 0..1; null while the total is unknown. */
  readonly fraction: number | null;
}

/** How far installing is, in words. */
export function installLine(state: Installing, words: Words): InstallLine {
  const { phase, bytesDone, bytesTotal, bytesPerSecond, secondsLeft, paused } = state;
  const parts: string[] = [];
  if (bytesTotal > 0)
    parts.push(words.text('models.progress', { done: words.bytes(bytesDone), total: words.bytes(bytesTotal) }));
  if (!paused && phase !== 'waiting') {
    if (bytesPerSecond > 0) parts.push(words.text('models.rate', { size: words.bytes(bytesPerSecond) }));
    if (secondsLeft !== null) parts.push(words.text('models.left', { time: words.duration(secondsLeft) }));
  }
  return {
    title: words.text(paused ? 'models.paused' : phases[phase]),
    detail: parts.join(' · '),
    fraction: bytesTotal === 0 ? null : Math.min(1, bytesDone / bytesTotal),
  };
}

/** What better eyes bring and what they cost, a sentence each. */
export function offerTexts(entry: ModelEntry, inUse: ModelEntry | null, words: Words): string[] {
  const recall = recallOf(entry, inUse);
  const texts: string[] = [];
  if (
    inUse !== null &&
    !knowsLanguage(inUse.languages, words.language) &&
    knowsLanguage(entry.languages, words.language)
  ) {
    const [language, known] = [words.languageName(words.language), languageNames(inUse, words)];
    texts.push(words.text('models.offerLanguage', { title: entry.title, language, known }));
  }
  if (recall !== null) {
    const { hits, before, dataset } = recall;
    const told = { title: entry.title, hits: words.number(hits) };
    texts.push(
      before === null
        ? words.text('models.offerRecall', told)
        : words.text('models.offerGain', { ...told, before: words.number(before) }),
      words.text('models.measuredOn', { dataset: datasetText(dataset, words) }),
    );
  }
  const size = words.bytes(entry.downloadBytes);
  const { estimate } = entry;
  texts.push(
    estimate === null || estimate.photos === 0
      ? words.text('models.offerSize', { size })
      : words.text('models.offerCost', { size, time: words.duration(estimate.seconds), count: estimate.photos }),
  );
  return texts;
}
