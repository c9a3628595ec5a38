/*
 * npm start: build what has changed and open Eidetic. As a desktop app where that can run, else in the browser, with the
 * same page over the same engine. `npm start -- --browser` asks for the browser. Other arguments go to what is started.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decideStart, type Findings, type Start, startFailure } from './lib/desktop.ts';
import { findElectron, runElectron } from './lib/electron.ts';
import { isUpToDate } from './lib/up-to-date.ts';

const root = join(import.meta.dirname, '..');
const at = (...names: string[]): string => join(root, ...names);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const args = process.argv.slice(2).filter((argument) => argument !== '--browser');
const findings = { wantsBrowser: process.argv.includes('--browser'), platform: process.platform, env: process.env };

await buildPage();
const start = await startDesktop(findings);
if (start.start === 'browser') {
  say(`Eidetic opens in the browser: ${start.because}.`);
  const { main } = await import('../src-main/headless/cli/main.ts');
  process.exitCode = await main(['serve', ...args]);
}

async function startDesktop(found: Omit<Findings, 'hasElectron'>): Promise<Start> {
  // Is it worth looking for Electron, which may be a download?
  const wanted = decideStart({ ...found, hasElectron: true });
  if (wanted.start === 'browser') return wanted;
  const program = await findElectron(root, say);
  const start = decideStart({ ...found, hasElectron: program !== null });
  if (start.start === 'browser' || program === null) return start;
  await buildMain();
  const ending = await runElectron(program, [at('dist', 'src-main', 'electron', 'main.js'), ...args]);
  const because = startFailure(ending);
  if (because !== null) return { start: 'browser', because };
  process.exitCode = ending.code ?? 1;
  return start;
}

async function buildPage(): Promise<void> {
  const sources = ['src-renderer', 'src-contract', 'vite.config.ts', 'svelte.config.js', 'package-lock.json'];
  if (
    await isUpToDate(
      at('dist', 'page', 'index.html'),
      sources.map((name) => at(name)),
    )
  )
    return;
  say('Building the page ...');
  const { build } = await import('vite');
  await build({ configFile: at('vite.config.ts'), logLevel: 'warn' });
}

async function buildMain(): Promise<void> {
  const sources = ['src-main', 'src-contract', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
  if (
    await isUpToDate(
      at('dist', 'src-main', 'electron', 'main.js'),
      sources.map((name) => at(name)),
    )
  )
    return;
  say('Building the app ...');
  const compiler = at('node_modules', 'typescript', 'bin', 'tsc');
  await promisify(execFile)(process.execPath, [compiler, '-p', at('tsconfig.build.json')]);
}
