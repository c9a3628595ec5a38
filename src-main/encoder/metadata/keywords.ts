import { SaxesParser } from 'saxes';
import { joinKeywords } from '../../core/sidecars/join-keywords.ts';
import { levelMark } from '../../core/sidecars/sidecar-facts.ts';
import { exifTag } from './exif.ts';
import { iptcDataset } from './iptc.ts';
import type { Sources } from './sources.ts';
import { cleanText, windowsText } from './text.ts';
import type { XmpProperty } from './xmp.ts';

const maxKeywords = 500;
const maxKeywordLength = 200;
/** Of all levels together. */
const maxBranchLength = maxKeywordLength * 4;
const maxDepth = 32;
const internalTags = '_Digikam_';

/** Who writes keywords in a hierarchy, and what stands between the levels. */
const branches: readonly (readonly [property: XmpProperty, mark: string])[] = [
  ['lr:hierarchicalSubject', '|'],
  ['mediapro:CatalogSets', '|'],
  ['digiKam:TagsList', '/'],
  ['MicrosoftPhoto:LastKeywordXMP', '/'],
  ['MicrosoftPhoto:LastKeywordIPTC', '/'],
];

/** Read the keywords of all writers: those in a hierarchy with all levels, outermost first, and none twice. */
export function readKeywords({ exif, xmp, iptc }: Omit<Sources, 'png'>): readonly string[] {
  const texts = (property: XmpProperty): string[] => (xmp.properties.get(property) ?? []).map(({ text }) => text);
  const paths = [
    ...branches.flatMap(([property, mark]) => texts(property).map((text) => text.split(mark))),
    ...texts('acdsee:categories').flatMap(acdseeCategories),
  ];
  const joined = paths
    .filter(([root]) => root?.startsWith(internalTags) !== true)
    .map((levels) => cleaned(levels, maxKeywordLength).join(levelMark));
  const inWindows = windowsText(exif.tags.get(exifTag.xpKeywords), maxKeywords * (maxKeywordLength + 1));
  const plain = [
    ...texts('dc:subject'),
    ...(iptc.datasets.get(iptcDataset.keywords) ?? []),
    ...(inWindows?.split(';') ?? []),
  ];
  return joinKeywords([...cleaned(joined, maxBranchLength), ...cleaned(plain, maxKeywordLength)]);
}

function cleaned(texts: readonly string[], maxLength: number): string[] {
  return texts
    .map((text) => cleanText(text, maxLength))
    .filter((text) => text !== null)
    .slice(0, maxKeywords);
}

/**
 * Categories of ACDSee, XML inside of XMP: `<Categories><Category Assigned="0">Places<Category Assigned="1">Italy...`. Those
 * that are assigned count, with all that they lie in.
 */
function acdseeCategories(xml: string): string[][] {
  const found: string[][] = [];
  const open: { name: string; isAssigned: boolean }[] = [];
  const parser = new SaxesParser({ position: false });
  parser.on('opentag', ({ attributes }) => {
    if (open.length > maxDepth) throw new TooDeep();
    open.push({ name: '', isAssigned: attributes['Assigned'] === '1' });
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last !== undefined) last.name += text;
  });
  parser.on('closetag', () => {
    if (open.at(-1)?.isAssigned === true && found.length < maxKeywords) found.push(open.map(({ name }) => name));
    open.pop();
  });
  parser.on('error', (error) => {
    throw error;
  });
  try {
    parser.write(xml).close();
  } catch (error) {
    // What came before the fault is kept.
    if (!(error instanceof Error)) throw error;
  }
  return found;
}

class TooDeep extends Error {}
