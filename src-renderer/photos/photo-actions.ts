import { resources, type Stack } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';
import { meantFiles } from './meant-files.ts';

/** What can be done with one photo, wherever it is shown. Failures are told to the user. */

export function reveal(photoId: number, file = meantFiles.of(photoId)): void {
  void attempt(() => client.host('host.reveal', { photoId, ...file }));
}

/** Show where a stack lies: one photo of each folder. */
export function revealStack({ parts }: Stack): void {
  const folderOf = (path: string): string => path.replace(/[^/\\]+$/u, '');
  const photos = parts.flatMap(({ photoId, fileId, path }) =>
    photoId === null || fileId === null ? [] : [{ photoId, fileId, folder: folderOf(path) }],
  );
  const first = new Map(photos.toReversed().map((photo) => [photo.folder, photo]));
  for (const { photoId, fileId } of first.values()) reveal(photoId, { fileId });
}

/** Show where a photo lies, or all that belongs to it. */
export async function revealSelected(photoId: number, whole: boolean): Promise<void> {
  await attempt(async () => {
    const stack = whole ? await client.call('stacks.of', { photoId, ...meantFiles.of(photoId) }) : null;
    if (stack === null) reveal(photoId);
    else revealStack(stack);
  });
}

export function openWithSystem(photoId: number): void {
  void attempt(() => client.host('host.open', { photoId, ...meantFiles.of(photoId) }));
}

export function save(photoId: number): void {
  const link = document.createElement('a');
  link.href = resources.original(photoId, meantFiles.of(photoId).fileId);
  link.download = '';
  link.click();
}

/** @param whole with all that belongs to the photos. */
export async function copyPaths(photoIds: readonly number[], whole = false): Promise<void> {
  await attempt(async () => {
    const paths = await client.call(whole ? 'stacks.paths' : 'photos.paths', meantFiles.among(photoIds));
    await navigator.clipboard.writeText(paths.join('\n'));
    toasts.done(t('selection.pathsCopied', { count: paths.length }));
  });
}

/** Put the photo itself on the clipboard, as PNG: the one image format that every clipboard takes. */
export async function copyImage(photoId: number): Promise<void> {
  await attempt(async () => {
    const image = new Image();
    image.src = resources.photo(photoId);
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    const png = await canvas.convertToBlob({ type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    toasts.done(t('viewer.imageCopied'));
  });
}
