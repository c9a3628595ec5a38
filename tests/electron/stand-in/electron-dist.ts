import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFiles } from '../../helpers/temp-folder.ts';

/** Marks in Electron's program where its fuses are. */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');

/** The fuses in their order on the wire. */
const fuses = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

/** A folder that an installer takes for an unpacked Electron: programs with fuses in them, all as Electron has them. */
export async function writeElectronDist(folder: string): Promise<void> {
  const asReleased = Buffer.from([1, fuses.length, ...Buffer.from('10110001')]);
  const program = Buffer.concat([Buffer.from('program '), sentinel, asReleased, Buffer.from(' end')]);
  await mkdir(join(folder, 'resources'), { recursive: true });
  await writeFiles(folder, {
    electron: program,
    'electron.exe': program,
    LICENSE: 'Electron',
    version: '1.0.0',
    'locales/de.pak': 'Hallo',
    'locales/en-US.pak': 'Hello',
    'locales/fr.pak': 'Bonjour',
  });
}

/** Read the fuses of a program back. */
export async function readFuses(path: string): Promise<Record<string, boolean>> {
  const program = await readFile(path);
  const wire = program.indexOf(sentinel) + sentinel.length + 2;
  return Object.fromEntries(fuses.map((name, i) => [name, program[wire + i] === '1'.charCodeAt(0)]));
}
