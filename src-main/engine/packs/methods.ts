import type { Answers } from '../answers.ts';
import type { Packs } from './packs.ts';

export const packsAnswers: Answers<'packs', Packs> = {
  'packs.state': (packs) => packs.state,
  'packs.setPaused': async (packs, { paused }) => {
    await packs.setPaused(paused);
    return {};
  },
  'packs.use': async (packs, { id, version, when }) => {
    await packs.use({ id, version }, when === 'now');
    return {};
  },
  'packs.goBack': async (packs) => {
    await packs.goBack();
    return {};
  },
  'packs.keep': async (packs) => {
    await packs.keep();
    return {};
  },
};
