/*
 * Part of `npm pack`. The inference runtime is packed along (`bundleDependencies`), without its install script: that would
 * fetch CUDA libraries from elsewhere on the machine of whoever installs Eidetic, unasked, and fail the installation where
 * it cannot. Nothing that it fetches is needed: the other libraries are in the package.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const manifest = join(import.meta.dirname, '..', 'node_modules', 'onnxruntime-node', 'package.json');

const parsed = JSON.parse(await readFile(manifest, 'utf8')) as { scripts?: Record<string, string> };
const hooks = ['preinstall', 'install', 'postinstall'];
const scripts = Object.entries(parsed.scripts ?? {}).filter(([name]) => !hooks.includes(name));
// A new file: node_modules may be hard links to what others use.
await writeFile(`${manifest}.new`, `${JSON.stringify({ ...parsed, scripts: Object.fromEntries(scripts) }, null, 2)}\n`);
await rename(`${manifest}.new`, manifest);
