import type { Answers } from '../answers.ts';
import type { Favourites } from './favourites.ts';

export const favouritesAnswers: Answers<'favourites', Favourites> = {
  'favourites.give': (favourites, { photoIds, ...marks }) => ({ before: favourites.give(photoIds, marks) }),
  'favourites.putBack': (favourites, { marks }) => {
    favourites.putBack(marks);
    return {};
  },
  'favourites.sidecars': (favourites) => favourites.sidecars.status(),
  'favourites.writeAll': (favourites) => ({ photos: favourites.sidecars.writeAll() }),
  'favourites.list': (favourites) => ({ ids: favourites.list(), rejected: favourites.rejected() }),
};
