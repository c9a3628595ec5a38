/**
 * Eidetic's index on a library that was written before, in a process that loads nothing else: `build` or `measure` and
 * the library's file.
 */
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { answer } from '../processes.ts';
import type { VectorLibrary } from './library.ts';
import { buildOwn, measureOwn } from './own.ts';

const [stage = '', file = ''] = process.argv.slice(2);
const library = deserialize(readFileSync(file)) as VectorLibrary;
await answer(stage === 'build' ? { buildMs: await buildOwn(library) } : await measureOwn(library));
