import { knowsLanguage, type ModelEntry } from '../../src-contract/index.ts';

/**
 * The model that is worth a look for a language: one that can be used here and says that it knows it, first one that is
 * installed, and then what is recommended.
 *
 * @param language BCP 47.
 */
export function modelFor(language: string, models: readonly ModelEntry[]): ModelEntry | undefined {
  const fitting = models.filter(
    ({ languages, refusedBecause, state }) =>
      refusedBecause === null && state.kind !== 'inUse' && knowsLanguage(languages, language),
  );
  const rank = ({ state, recommended }: ModelEntry): number =>
    (state.kind === 'installed' ? 2 : 0) + (recommended ? 1 : 0);
  return fitting.sort((a, b) => rank(b) - rank(a))[0];
}
