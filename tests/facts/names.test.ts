import { photo } from '../helpers/photos.ts';
import { testFacts } from '../helpers/test-facts.ts';

testFacts(
  () => ({ 'Beach/lighthouse at noon.jpg': photo(1), 'Straße/IMG_2034.jpg': photo(2) }),
  [
    { says: 'a file name', typed: 'lighthouse', finds: ['Beach/lighthouse at noon.jpg'] },
    { says: 'a folder name', typed: 'strasse', finds: ['Straße/IMG_2034.jpg'] },
    { says: 'a format', typed: 'type:jpg', finds: ['Beach/lighthouse at noon.jpg', 'Straße/IMG_2034.jpg'] },
  ],
);
