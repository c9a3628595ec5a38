import type { Answers } from '../answers.ts';
import type { Search } from './search.ts';

export const searchAnswers: Answers<'search', Search> = {
  'search.query': (search, request, signal) => search.query(request, signal),
  'search.upload': async (search, { image }) => ({ upload: await search.upload(image) }),
  'search.where': (search, question, signal) => search.where(question, signal),
  'search.whereParts': (search, question, signal) => search.whereParts(question, signal),
  'search.why': (search, question) => search.why(question),
};
