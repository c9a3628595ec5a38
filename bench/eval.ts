/**
 * Search quality on real photos: `npm run eval`, with `-- --json` as one JSON object; `-- --suite trust` for what people
 * can trust, `-- --suite trust --calibrate` to make the constants of calibration, `-- --suite albums` for albums that learn,
 * `-- --suite where` for whether it points at the right part of a photo, `-- --suite windows` for what looking at photos more
 * closely finds (`--library FOLDER` keeps its index for the next time, `--as-it-is` takes it as it is), `-- --suite duplicates` for which versions are found,
 * `-- --suite looks` for orders by looks and colours, `-- --suite tags` for how often shown tags are right,
 * `-- --suite tags --calibrate` to make the constants of their evidence, `-- --suite taste` for what is said of hits,
 * `-- --suite tidy` for groups of photos that look alike.
 * `--pack FOLDER` takes another pack than the built-in one.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { requireEvalData } from './lib/eval-data.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    suite: { type: 'string', default: 'recall' },
    calibrate: { type: 'boolean', default: false },
    pack: { type: 'string' },
    library: { type: 'string' },
    'as-it-is': { type: 'boolean', default: false },
  },
});
requireEvalData();
// The suites, and the processes that they start, take it from there when they are loaded.
if (options.pack !== undefined) process.env['EIDETIC_PACK'] = resolve(options.pack);
const { duplicatesSuite } = await import('./lib/duplicates-suite.ts');
const { recallSuite } = await import('./lib/recall-suite.ts');
const { trustSuite } = await import('./lib/trust/suite.ts');
const { albumsSuite } = await import('./lib/albums/suite.ts');
const { tagsSuite } = await import('./lib/tags/suite.ts');
const { looksSuite } = await import('./lib/looks/suite.ts');
const { tasteSuite } = await import('./lib/taste/suite.ts');
const { tidySuite } = await import('./lib/tidy/suite.ts');
const { whereSuite } = await import('./lib/where/suite.ts');
const { windowsSuite } = await import('./lib/windows/suite.ts');
const suites: Readonly<Record<string, () => Promise<boolean>>> = {
  recall: () => recallSuite(options.json),
  duplicates: () => duplicatesSuite(options.json),
  trust: () => trustSuite(options.json, options.calibrate),
  albums: () => albumsSuite(options.json),
  taste: () => tasteSuite(options.json),
  tidy: () => tidySuite(options.json),
  where: () => whereSuite(options.json),
  windows: () => windowsSuite(options.json, options.library, options['as-it-is']),
  tags: () => tagsSuite(options.json, options.calibrate),
  looks: () => looksSuite(options.json),
};
const suite = suites[options.suite];
if (suite === undefined) {
  process.stderr.write(`Expected --suite ${Object.keys(suites).join(' or ')} but received "${options.suite}"\n`);
  process.exitCode = 2;
} else {
  process.exitCode = (await suite()) ? 0 : 1;
}
