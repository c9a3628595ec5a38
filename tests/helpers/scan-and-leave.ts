/** Scans with threads and then neither closes anything nor ends the process: run as a process of its own. */
import { embedding, embeddings, VectorLibrary } from './vector-library.ts';

const [folder = ''] = process.argv.slice(2);
const lib = await VectorLibrary.create(64, { threads: 2, inlineBlocks: 0 }, folder);
lib.put(embeddings(3000, 64, 1));
const terms = [{ embedding: embedding(64, 1), weight: 1 }];
const { hits } = await lib.index.scan({ terms, top: 10, only: null });
process.stdout.write(String(hits.length));
