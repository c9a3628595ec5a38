import type { Answers } from '../answers.ts';
import type { Library } from './library.ts';

export const libraryAnswers: Answers<'library', Library> = {
  'library.addFolder': ({ keeper }, { path }) => keeper.addFolder(path),
  'library.removeFolder': async ({ keeper }, { folderId }) => {
    await keeper.removeFolder(folderId);
    return {};
  },
  'library.setFolderPaused': ({ keeper }, { folderId, paused }) => keeper.setPaused(folderId, paused),

  'library.index': ({ keeper }, options) => {
    keeper.index(options);
    return {};
  },
  'library.stop': async ({ keeper }) => {
    await keeper.stop();
    return {};
  },
  'library.status': (library) => library.status(),
  'library.failures': (library) => library.failures(),
  'library.timeline': ({ catalog }, { filters }) => catalog.timeline(filters),
  'library.facets': ({ catalog }) => catalog.facets(),
  'library.storage': (library) => library.storage(),
  'library.clearCache': (library) => library.clearCache(),
};
