import { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Writes a sidecar, and is killed when all that is left is to put it into its place: `node ... <path> <content>`. */
promises.rename = () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {
    // The signal comes.
  });
};
syncBuiltinESMExports();
const { readSidecar, writeSidecar } = await import('../../src-main/engine/favourites/sidecar-file.ts');
const [path = '', content = ''] = process.argv.slice(2);
await writeSidecar(path, Buffer.from(content), await readSidecar(path));
