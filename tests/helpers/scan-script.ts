import { scanFolder } from '../../src-main/engine/library/folder-scan.ts';
import { Store } from '../../src-main/engine/store/store.ts';

/* Entry of a process that scans FOLDER into a library in DATA_DIR and prints what came of it. */
const [dataDir = '', path = ''] = process.argv.slice(2);
using store = Store.open(dataDir);
const folder = store.folders.byPath(path) ?? store.folders.add(path, 0);
const { signal } = new AbortController();
const result = await scanFolder(store, folder, { signal, except: dataDir, onBatch: () => undefined });
const { state } = store.folders.byId(folder.id) ?? folder;
const codes = store.files.failures().map(({ code, path: name }) => `${code} ${name}`);
process.stdout.write(JSON.stringify({ ...result, state, codes, files: store.files.counts().files }));
