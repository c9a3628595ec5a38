import { resources } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { host } from '../frame/host.svelte.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';

/** Photos dragged at once: more would be a slip of the hand. */
const most = 500;

/** Begin to drag photos out of the window: as files in the desktop app, in a browser as one that it downloads. */
export function dragPhotos(photoIds: readonly number[], event: DragEvent): void {
  if (host.can('dragOut')) {
    event.preventDefault();
    if (photoIds.length > most) toasts.problem(t('selection.dragTooMany', { max: most }));
    else void attempt(() => client.host('host.startDrag', { photoIds: [...photoIds] }));
    return;
  }
  const [first] = photoIds;
  if (first === undefined || event.dataTransfer === null) return;
  const url = new URL(resources.original(first), location.origin).href;
  event.dataTransfer.effectAllowed = 'copy';
  // Chromium saves what this names where it is dropped. The server gives the real name.
  event.dataTransfer.setData('DownloadURL', `application/octet-stream:photo-${first}:${url}`);
}
