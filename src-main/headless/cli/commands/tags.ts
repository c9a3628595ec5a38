import type { Tag } from '../../../../src-contract/index.ts';
import { dispatch } from '../../../engine/dispatch.ts';
import { untilAborted } from '../../../engine/until-aborted.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Console, type GlobalOptions, withEngine, writeJson, writeLine } from '../session.ts';
import { count, printable } from '../terminal.ts';

/** `tags`: what photos show, in words, with how many of each; photos that have not been looked at are looked at before. */
export async function tags(options: GlobalOptions & { readonly json?: boolean }, console: Console): Promise<number> {
  return withEngine(options, async (engine, signal) => {
    engine.tags.start();
    await untilAborted(engine.tags.settled(), signal);
    signal.throwIfAborted();
    const { state, photos, tagged, tags: all } = await dispatch(engine, 'tags.list', {});
    const shown = all.filter((tag) => tag.photos > 0 && !tag.isHidden);
    for (const tag of shown.toSorted((a, b) => b.photos - a.photos || a.id - b.id)) {
      if (options.json === true) writeJson(console.out, { name: nameOf(tag), group: tag.group, photos: tag.photos });
      else writeLine(console.out, `${printable(nameOf(tag))}: ${count(tag.photos, 'photo')}`);
    }
    if (state === 'unknownModel') {
      writeLine(console.err, 'The model in use tells too little for photos to be tagged by it.');
    } else {
      if (state === 'failed') writeLine(console.err, 'Not all photos could be looked at; the log says why.');
      writeLine(console.err, `${count(tagged, 'photo')} of ${photos.toLocaleString('en')} looked at.`);
    }
    return exitCodes.ok;
  });
}

function nameOf({ name, phrase, names }: Tag): string {
  return name ?? phrase ?? names?.en ?? '';
}
