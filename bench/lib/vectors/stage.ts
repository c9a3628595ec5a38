/**
 * Eidetic's index on a library that was written before, in a process that loads nothing else: `build`, `measure` or `windows`, and
 * the library's file.
 */
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { answer } from '../processes.ts';
import type { VectorLibrary } from './library.ts';
import { buildOwn, measureOwn } from './own.ts';
import { measureWindowIndex } from './windows.ts';

const [stage = '', file = ''] = process.argv.slice(2);
const library = deserialize(readFileSync(file)) as VectorLibrary;
switch (stage) {
  case 'build':
    await answer({ buildMs: await buildOwn(library) });
    break;
  case 'windows':
    await answer(await measureWindowIndex(library));
    break;
  default:
    await answer(await measureOwn(library));
}
