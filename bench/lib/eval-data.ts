import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/**
 * Real photographs with ground truth, symbolic links resolved as in the paths of hits. They are not part of the
 * repository: see docs/evaluation.md.
 */
export const evalDir = realFolder(
  resolve(process.env['EIDETIC_EVAL_DIR'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'eval')),
);

function realFolder(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

const hasEvalData = existsSync(join(evalDir, 'captions', 'flickr8k.json'));

/** End with exit code 2, loudly, when the evaluation photos are not there. */
export function requireEvalData(): void {
  if (hasEvalData) return;
  process.stderr.write(`No evaluation photos at "${evalDir}". Set EIDETIC_EVAL_DIR to their folder.\n`);
  process.exit(2);
}

const Captions = z.object({ images: z.array(z.object({ file: z.string(), captions: z.array(z.string()).min(1) })) });
const Classes = z.object({ images: z.array(z.object({ file: z.string(), label: z.string() })) });
const Duplicates = z.object({
  images: z.array(z.object({ file: z.string(), group: z.string(), transform: z.string() })),
});

const Typographic = z.object({
  images: z.array(z.object({ file: z.string(), label: z.string(), attack: z.string().nullable(), group: z.string() })),
});

function load<T>(schema: z.ZodType<T>, path: string): T {
  return schema.parse(JSON.parse(readFileSync(join(evalDir, path), 'utf8')));
}

export interface CaptionedPhoto {
  /** Absolute path. */
  readonly path: string;
  readonly captions: readonly string[];
}

export function captionedPhotos(set: 'flickr8k' | 'coco'): CaptionedPhoto[] {
  const { images } = load(Captions, `captions/${set}.json`);
  return images.map(({ file, captions }) => ({ path: join(evalDir, 'captions', file), captions }));
}

/** One photo for each class. */
export function labelledPhotos(): { path: string; label: string }[] {
  const { images } = load(Classes, 'classes/imagenet.json');
  return images.map(({ file, label }) => ({ path: join(evalDir, 'classes', file), label }));
}

/** Photos with their edited versions; `transform` is `orig` for the photo itself. */
export function duplicatePhotos(): { path: string; group: string; transform: string }[] {
  const { images } = load(Duplicates, 'near-duplicates.json');
  return images.map(({ file, ...rest }) => ({ path: join(evalDir, 'near-duplicates', file), ...rest }));
}

/** A photo without and with a wrong word on a label in it: names of files, what it shows, and the word. */
export function typographicPairs(): { clean: string; attacked: string; label: string; attack: string }[] {
  const groups = Map.groupBy(load(Typographic, 'typographic.json').images, ({ group }) => group);
  return [...groups.values()].flatMap((images) => {
    const clean = images.find(({ attack }) => attack === null);
    return images.flatMap(({ file, label, attack }) =>
      clean === undefined || attack === null ? [] : [{ clean: clean.file, attacked: file, label, attack }],
    );
  });
}
