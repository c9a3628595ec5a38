import type { Answers } from '../answers.ts';
import type { SavedSearches } from './saved-searches.ts';

export const savedSearchesAnswers: Answers<'savedSearches', SavedSearches> = {
  'savedSearches.list': (searches) => searches.saved(),
  'savedSearches.save': (searches, search) => searches.save(search),
  'savedSearches.remove': (searches, { id }) => {
    searches.remove(id);
    return {};
  },
  'savedSearches.recent': (searches) => searches.recent(),
  'savedSearches.remember': (searches, { recipe }) => {
    searches.remember(recipe);
    return {};
  },
  'savedSearches.clearRecent': (searches) => {
    searches.clearRecent();
    return {};
  },
  'savedSearches.asText': (searches, { recipe }) => ({ text: searches.asText(recipe) }),
};
