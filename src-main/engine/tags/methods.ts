import type { Answers } from '../answers.ts';
import type { Tags } from './tags.ts';

export const tagsAnswers: Answers<'tags', Tags> = {
  'tags.list': (tags) => tags.list(),
  'tags.ofPhoto': (tags, { photoId }) => tags.ofPhoto(photoId),
  'tags.add': (tags, { phrase }) => ({ id: tags.add(phrase) }),
  'tags.update': (tags, { id, ...changes }) => {
    tags.update(id, changes);
    return {};
  },
  'tags.remove': (tags, { id }) => {
    tags.remove(id);
    return {};
  },
  'tags.restore': (tags, { id }) => {
    tags.restore(id);
    return {};
  },
  'tags.setRefused': async (tags, { id, photoIds, isRefused }) => ({
    changed: await tags.setRefused(id, photoIds, isRefused),
  }),
};
