import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const sources = join(import.meta.dirname, '..', '..', 'src-renderer');
/** Folders that are no capabilities, each with those that it may know besides itself. */
const furniture: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  parts: ['lib'],
  frame: ['parts', 'lib'],
  grid: ['frame', 'parts', 'lib'],
};

const components = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.svelte'),
);

/** What a component imports from the page itself, types and all, as paths below src-renderer. */
function importsOf(component: string): string[] {
  const text = readFileSync(join(sources, component), 'utf8');
  return [...text.matchAll(/\bfrom '(\.[^']+)'/gu)]
    .map(([, specifier = '']) => relative(sources, resolve(sources, dirname(component), specifier)))
    .filter((path) => !path.startsWith('..'));
}

function isAllowed(from: string, path: string): boolean {
  const [folder = '', ...rest] = path.split(sep);
  if (rest.length === 0 || folder === from) return true;
  const known = furniture[from];
  if (known !== undefined) return known.includes(folder);
  return folder in furniture || rest.join('/') === 'index.ts';
}

// dependency-cruiser sees components as they are compiled, which is without what they import as types alone.
describe('the components of a capability', () => {
  it.each(components)('%s come to another by its front door, for types, too', (component) => {
    const [from = ''] = component.split(sep);
    expect(importsOf(component).filter((path) => !isAllowed(from, path))).toEqual([]);
  });

  it('are told from those that go past it', () => {
    expect(isAllowed('search', join('photos', 'index.ts'))).toBe(true);
    expect(isAllowed('search', join('photos', 'RoomGrid.svelte'))).toBe(false);
    expect(isAllowed('search', join('grid', 'GridState.svelte.ts'))).toBe(true);
    expect(isAllowed('frame', join('photos', 'index.ts'))).toBe(false);
    expect(isAllowed('parts', join('frame', 'host.svelte.ts'))).toBe(false);
    expect(isAllowed('frame', 'shortcuts.ts')).toBe(true);
  });
});
