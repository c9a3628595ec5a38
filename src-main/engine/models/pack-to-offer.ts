import { knowsLanguage, type ModelEntry, type SpokenLanguages } from '../../../src-contract/index.ts';

/**
 * The pack that brings somebody most: the recommended one finds more, but to whom the pack in use does not understand it is worth
 * more to be understood.
 *
 * @param all in the order of `models.list`, the built-in pack in use.
 * @param speaks BCP 47, first the first.
 */
export function packToOffer(all: readonly ModelEntry[], speaks: SpokenLanguages): ModelEntry | null {
  const fitting = all.filter(({ state, refusedBecause }) => state.kind === 'available' && refusedBecause === null);
  const inUse = all.find(({ state }) => state.kind === 'inUse');
  const [own] = speaks;
  const isUnderstood = own === undefined || inUse === undefined || knowsLanguage(inUse.languages, own);
  const knowing = isUnderstood ? undefined : fitting.find(({ languages }) => knowsLanguage(languages, own));
  return knowing ?? fitting.find(({ recommended }) => recommended) ?? null;
}
