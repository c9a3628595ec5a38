import type { Answers } from '../answers.ts';
import type { Packs } from './packs.ts';

export const packsAnswers: Answers<'packs', Packs> = {
  'packs.state': ({ change }) => ({ change }),
  'packs.setPaused': async (packs, { paused }) => {
    await packs.setPaused(paused);
    return {};
  },
};
