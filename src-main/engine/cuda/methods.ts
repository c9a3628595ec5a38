import type { Answers } from '../answers.ts';
import type { Cuda } from './cuda.ts';

export const cudaAnswers: Answers<'cuda', Cuda> = {
  'cuda.status': (cuda) => cuda.status(),
  'cuda.install': async (cuda, { acceptLicense }) => {
    await cuda.install(acceptLicense ?? false);
    return {};
  },
  'cuda.pause': async (cuda) => {
    await cuda.pause();
    return {};
  },
  'cuda.cancel': async (cuda) => {
    await cuda.cancel();
    return {};
  },
  'cuda.remove': async (cuda) => {
    await cuda.remove();
    return {};
  },
};
