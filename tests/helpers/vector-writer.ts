/**
 * Writes photos, changes and deletes them for as long as it lives, to the database and the index, and says so each
 * time: run as a process of its own, to be killed.
 */
import { VectorLibrary, embeddings } from './vector-library.ts';

const [folder = '', dim = '64'] = process.argv.slice(2);
const lib = await VectorLibrary.create(Number(dim), {}, folder);
for (let round = 0; ; round++) {
  lib.put(embeddings(300, lib.dim, round, 1 + ((round * 170) % 6000)));
  lib.remove(Array.from({ length: 60 }, (_, i) => 1 + ((round * 97 + i * 13) % 6000)));
  // Between a commit and what the index should have been told.
  lib.commit(embeddings(5, lib.dim, round, 7000 + (round % 50)));
  process.stdout.write(`${round}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
