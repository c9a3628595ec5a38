import { maxDragged, resources } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { host } from '../frame/host.svelte.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';
import { dragged } from './dragged.svelte.ts';
import { meantFiles } from './meant-files.ts';

/**
 * Begin to drag photos: within the window as what they are, out of it as files in the desktop app, in a browser as one that it
 * downloads.
 */
export function dragPhotos(photoIds: readonly number[], event: DragEvent): void {
  if (host.can('dragOut')) {
    event.preventDefault();
    if (photoIds.length > maxDragged) toasts.problem(t('selection.dragTooMany', { max: maxDragged }));
    else {
      dragged.begin(photoIds);
      void attempt(() => client.host('host.startDrag', meantFiles.among(photoIds)));
    }
    return;
  }
  const [first] = photoIds;
  if (first === undefined || event.dataTransfer === null) return;
  const url = new URL(resources.original(first, meantFiles.of(first).fileId), location.origin).href;
  dragged.begin(photoIds);
  event.dataTransfer.effectAllowed = 'copy';
  // Chromium saves what this names where it is dropped. The server gives the real name.
  event.dataTransfer.setData('DownloadURL', `application/octet-stream:photo-${first}:${url}`);
}
