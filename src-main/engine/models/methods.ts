import type { Answers } from '../answers.ts';
import type { Models } from './models.ts';

export const modelsAnswers: Answers<'models', Models> = {
  'models.list': (models) => models.list(),
  'models.install': async (models, { id, acceptLicense }) => {
    await models.install(id, acceptLicense ?? false);
    return {};
  },
  'models.pause': async (models, { id }) => {
    await models.pause(id);
    return {};
  },
  'models.resume': async (models, { id }) => {
    await models.resume(id);
    return {};
  },
  'models.cancel': async (models, { id }) => {
    await models.cancel(id);
    return {};
  },
  'models.import': async (models, { path, acceptLicense }, signal) => ({
    id: await models.import(path, acceptLicense ?? false, signal),
  }),
  'models.remove': async (models, { id }) => {
    await models.remove(id);
    return {};
  },
  'models.verify': (models, { id, record }, signal) => models.verify(id, { record, signal }),
  'models.sources': (models) => models.sources(),
  'models.setSources': async (models, sources) => {
    await models.setShownSources(sources);
    return {};
  },
  'models.offer': (models, { speaks }) => models.offer(speaks),
  'models.declineOffer': (models) => {
    models.declineOffer();
    return {};
  },
};
