import { dispatch } from '../../../engine/dispatch.ts';
import { exitCodes } from '../exit-codes.ts';
import { closerLookText } from './closer-look.ts';
import { packChangeText } from '../pack-change.ts';
import { processorLines } from '../processor-lines.ts';
import { type Console, type GlobalOptions, withEngine, writeJson, writeLine } from '../session.ts';
import { bytes, count, printable } from '../terminal.ts';

/** `status`: what is indexed, where, and how large it is. */
export async function status(options: GlobalOptions & { readonly json?: boolean }, console: Console): Promise<number> {
  return withEngine(options, async (engine) => {
    // What is remembered of GPUs is read when it is first needed.
    await engine.processors.next();
    const state = {
      processors: engine.processors.report,
      closerLook: await dispatch(engine, 'windows.state', {}),
      ...(await dispatch(engine, 'library.storage', {})),
      ...(await dispatch(engine, 'library.status', {})),
    };
    if (options.json === true) {
      writeJson(console.out, state);
      return exitCodes.ok;
    }
    const line = (text: string): void => {
      writeLine(console.out, text);
    };
    line(
      `${count(state.photos, 'photo')} in ${count(state.files, 'file')}, ${state.pending} waiting, ${state.failed} failed`,
    );
    if (state.inCloud > 0) line(`${count(state.inCloud, 'photo')} in the cloud; new ones are indexed when they arrive`);
    if (state.leftOut > 0)
      line(
        `${state.leftOut === 1 ? '1 folder or file' : `${state.leftOut.toLocaleString('en')} folders and files`} left out: see "eidetic left-out"`,
      );
    for (const folder of state.folders) {
      const notes = [
        count(folder.photos, 'photo'),
        ...(folder.pending > 0 ? [`${folder.pending} waiting`] : []),
        ...(folder.failed > 0 ? [`${folder.failed} failed`] : []),
        ...(folder.state === 'offline' ? ['not reachable'] : []),
        ...(folder.paused ? ['paused'] : []),
        folder.lastScanAtMs === null
          ? 'never fully scanned'
          : `scanned ${new Date(folder.lastScanAtMs).toLocaleString()}`,
      ];
      line(`  ${printable(folder.path)}  (${notes.join(', ')})`);
    }
    if (state.folders.length === 0) line('  No folder yet. Try: eidetic index ~/Pictures');
    if (state.packChange !== null) line(packChangeText(state.packChange));
    line(`Model: ${state.pack.title}, ${count(state.embeddings, 'embedding')} of ${state.pack.dim} values`);
    line(closerLookText(state.closerLook));
    for (const text of processorLines(state.processors)) line(printable(text));
    line(
      `Data: ${printable(state.dataDir)}  (database ${bytes(state.databaseBytes)}, thumbnails ${bytes(state.thumbnailBytes)}, previews ${bytes(state.previewBytes)})`,
    );
    return exitCodes.ok;
  });
}

/** `failures`: what could not be indexed and why. */
export async function failures(
  options: GlobalOptions & { readonly json?: boolean },
  console: Console,
): Promise<number> {
  return withEngine(options, async (engine) => {
    const list = await dispatch(engine, 'library.failures', {});
    for (const failure of list) {
      if (options.json === true) {
        writeJson(console.out, failure);
        continue;
      }
      writeLine(console.out, printable(failure.path));
      const again =
        failure.nextAttemptAtMs === null
          ? ''
          : `, tried again after ${new Date(failure.nextAttemptAtMs).toLocaleTimeString()}`;
      writeLine(console.out, `    ${failure.code}: ${printable(failure.reason)}${again}`);
    }
    if (list.length === 0) writeLine(console.err, 'Everything found could be indexed.');
    return exitCodes.ok;
  });
}

/** `forget <folder>`: take a folder out of the library. The photos themselves are not touched. */
export async function forget(folder: string, options: GlobalOptions, console: Console): Promise<number> {
  return withEngine(options, async (engine) => {
    await engine.call(() => engine.library.forgetFolder(folder));
    writeLine(console.err, `Forgotten: ${printable(folder)}. The photos themselves were not touched.`);
    return exitCodes.ok;
  });
}
