import { join } from 'node:path';
import { build } from 'vite';
import { isUpToDate } from '../../../scripts/lib/up-to-date.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Build the page unless that was done since its last change. */
export async function buildPage(): Promise<void> {
  const sources = ['src-renderer', 'src-contract', 'vite.config.ts', 'svelte.config.js', 'package-lock.json'];
  const paths = sources.map((source) => join(root, source));
  if (await isUpToDate(join(root, 'dist', 'page', 'index.html'), paths)) return;
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
}
