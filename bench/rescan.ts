/**
 * Bringing a library up to date in which nothing changed: `npm run bench:rescan`, with `-- --json` as one JSON object.
 */
import { parseArgs } from 'node:util';
import { report, withRange } from './lib/report.ts';
import { rescanTree } from './lib/rescan.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    files: { type: 'string', default: '100000' },
    passes: { type: 'string', default: '5' },
  },
});
const result = await rescanTree(Number(options.files), Number(options.passes));
report(options.json, { ...result }, [
  {
    title: `Scan of ${result.files} small files into a database`,
    rows: [
      ['pass', 'seconds', 'files/s'],
      ['first: all new', result.firstSeconds.toFixed(2), (result.files / result.firstSeconds).toFixed(0)],
      [
        `again: ${result.unchanged} unchanged`,
        withRange(result.unchangedSeconds, 2),
        withRange(
          result.unchangedSeconds.map((seconds) => result.files / seconds),
          0,
        ),
      ],
      ['one folder of a hundred, unchanged', withRange(result.partSeconds, 4), ''],
    ],
  },
]);
