import { photo } from '../helpers/photos.ts';
import { testFacts } from '../helpers/test-facts.ts';

testFacts(
  () => ({
    'takeout.jpg': photo(1),
    'takeout.jpg.json': JSON.stringify({ title: 'takeout.jpg', favorited: true }),
    'plain.jpg': photo(2),
    'plain.jpg.json': JSON.stringify({ title: 'plain.jpg', favorited: false }),
    'picasa/starred.jpg': photo(3),
    'picasa/other.jpg': photo(4),
    'picasa/.picasa.ini': '[starred.jpg]\nstar=yes\n[other.jpg]\nstar=no\n',
  }),
  [
    { says: 'an export, and a star of Picasa', typed: 'is:favourite', finds: ['picasa/starred.jpg', 'takeout.jpg'] },
    { says: 'the same in German', typed: 'is:favorit', finds: ['picasa/starred.jpg', 'takeout.jpg'] },
    { says: 'and of one folder', typed: 'is:favori folder:picasa', finds: ['picasa/starred.jpg'] },
    { says: 'a file alone', typed: 'is:favorita name:plain', finds: [] },
  ],
);
