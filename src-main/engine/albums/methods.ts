import type { Answers } from '../answers.ts';
import type { Albums } from './albums.ts';

export const albumsAnswers: Answers<'albums', Albums> = {
  'albums.list': (albums) => albums.list(),
  'albums.create': (albums, { photoIds, ...album }) => albums.create(album, photoIds),
  'albums.update': (albums, { id, ...changes }) => albums.update(id, changes),
  'albums.remove': (albums, { id }) => {
    albums.remove(id);
    return {};
  },
  'albums.restore': (albums, { id }) => albums.restore(id),
  'albums.photos': (albums, { id }) => albums.photos(id),
  'albums.add': (albums, { id, photoIds }) => {
    const { fresh, switched } = albums.put(id, photoIds, false);
    return { added: [...fresh], refusedBefore: [...switched] };
  },
  'albums.takeOut': (albums, { id, photoIds }) => ({ changed: albums.takeOut(id, photoIds) }),
  'albums.refuse': (albums, { id, photoIds }) => {
    const { fresh, switched } = albums.put(id, photoIds, true);
    return { changed: fresh.length + switched.length };
  },
  'albums.move': (albums, { id, runs }) => {
    albums.move(id, runs);
    return {};
  },
  'albums.tidy': (albums, asked, signal) => albums.tidy(asked, signal),
  'albums.suggest': (albums, { id, ...wanted }, signal) => albums.suggest(id, wanted, signal),
};
