/**
 * Search quality on real photos: `npm run eval`, with `-- --json` as one JSON object; `-- --suite trust` for what people
 * can trust, and `-- --suite trust --calibrate` to make the calibration of a pack; `-- --suite where` for whether it points
 * at the right part of a photo.
 */
import { parseArgs } from 'node:util';
import { requireEvalData } from './lib/eval-data.ts';
import { recallSuite } from './lib/recall-suite.ts';
import { trustSuite } from './lib/trust/suite.ts';
import { whereSuite } from './lib/where/suite.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    suite: { type: 'string', default: 'recall' },
    calibrate: { type: 'boolean', default: false },
  },
});
requireEvalData();
const suites: Readonly<Record<string, () => Promise<boolean>>> = {
  recall: () => recallSuite(options.json),
  trust: () => trustSuite(options.json, options.calibrate),
  where: () => whereSuite(options.json),
};
const suite = suites[options.suite];
if (suite === undefined) {
  process.stderr.write(`Expected --suite ${Object.keys(suites).join(' or ')} but received "${options.suite}"\n`);
  process.exitCode = 2;
} else {
  process.exitCode = (await suite()) ? 0 : 1;
}
