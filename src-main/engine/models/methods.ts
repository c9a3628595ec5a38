import type { Answers } from '../answers.ts';
import type { Models } from './models.ts';

export const modelsAnswers: Answers<'models', Models> = {
  'models.list': (models) => models.list(),
  'models.install': (models, { id }) => models.require(id),
  'models.pause': (models, { id }) => models.require(id),
  'models.resume': (models, { id }) => models.require(id),
  'models.cancel': (models, { id }) => models.require(id),
  'models.import': (models, { path }) => models.require(path),
  'models.remove': (models, { id }) => models.require(id),
  'models.verify': (models, { id }) => models.require(id),
  'models.sources': (models) => models.sources(),
  'models.setSources': () => ({}),
  'models.offer': () => ({ offer: null }),
  'models.declineOffer': () => ({}),
};
