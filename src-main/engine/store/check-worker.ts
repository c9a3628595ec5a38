import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { forgetRecentSearches } from './forget-recent.ts';

/*
 * Entry of a thread that takes recent searches out of a copy of the database, named by its `workerData`, reads through
 * it and answers what it found. See [Note: Forgetting searches].
 */
const database = new Database(workerData as string, { fileMustExist: true });
// One file that stands for itself.
database.pragma('journal_mode = DELETE');
forgetRecentSearches(database);
const [first] = database.pragma('quick_check(1)') as { quick_check: string }[];
database.close();
parentPort?.postMessage(first?.quick_check ?? 'nothing');
