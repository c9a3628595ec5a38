import { Store } from '../../src-main/engine/store/store.ts';

/* Entry of a process that opens the library of a data folder and holds it until it is killed. */
const [dataDir = ''] = process.argv.slice(2);
const store = Store.open(dataDir);
process.on('disconnect', () => {
  // Named here, or the garbage collector closes it.
  store[Symbol.dispose]();
  process.exit();
});
process.send?.('open');
