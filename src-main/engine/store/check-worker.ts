import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/* Entry of a thread that reads through a copy of the database, named by its `workerData`, and answers what it found. */
const database = new Database(workerData as string, { fileMustExist: true });
// One file that stands for itself.
database.pragma('journal_mode = DELETE');
const [first] = database.pragma('quick_check(1)') as { quick_check: string }[];
database.close();
parentPort?.postMessage(first?.quick_check ?? 'nothing');
