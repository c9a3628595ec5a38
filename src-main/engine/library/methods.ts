import type { Answers } from '../answers.ts';
import type { Library } from './library.ts';

export const libraryAnswers: Answers<'library', Library> = {
  'library.addFolder': ({ keeper }, { path }) => keeper.addFolder(path),
  'library.removeFolder': async ({ keeper }, { folderId }) => {
    await keeper.removeFolder(folderId);
    return {};
  },
  'library.setFolderPaused': ({ keeper }, { folderId, paused }) => keeper.setPaused(folderId, paused),
  'library.previewPatterns': (library, { folderId, patterns }) => library.previewPatterns(folderId, patterns),
  'library.setPatterns': ({ keeper }, { folderId, patterns }) => keeper.setPatterns(folderId, patterns),
  'library.leftOut': (library) => library.leftOut(),

  'library.index': ({ keeper }, options) => {
    keeper.index(options);
    return {};
  },
  'library.stop': async (library) => {
    await library.stop();
    return {};
  },
  'library.status': (library) => library.status(),
  'library.failures': (library) => library.failures(),
  'library.timeline': ({ catalog }, { filters }) => catalog.timeline(filters),
  'library.facets': ({ catalog }) => catalog.facets(),
  'library.storage': (library) => library.storage(),
  'library.clearCache': (library) => library.clearCache(),
};
