import { resources } from '../../src-contract/index.ts';

interface DragHost {
  readonly host: { readonly can: { readonly dragOut: boolean } } | null;
  readonly client: { host(method: 'host.startDrag', input: { photoIds: number[] }): Promise<unknown> };
  attempt(work: () => Promise<unknown>): Promise<boolean>;
}

/** Photos dragged at once: more would be a slip of the hand. */
const most = 500;

/** Begin to drag photos out of the window: as files in the desktop app, in a browser as one that it downloads. */
export function dragPhotos(app: DragHost, photoIds: readonly number[], event: DragEvent): void {
  if (app.host?.can.dragOut === true) {
    event.preventDefault();
    void app.attempt(() => app.client.host('host.startDrag', { photoIds: photoIds.slice(0, most) }));
    return;
  }
  const [first] = photoIds;
  if (first === undefined || event.dataTransfer === null) return;
  const url = new URL(resources.original(first), location.origin).href;
  event.dataTransfer.effectAllowed = 'copy';
  // Chromium saves what this names where it is dropped. The server gives the real name.
  event.dataTransfer.setData('DownloadURL', `application/octet-stream:photo-${first}:${url}`);
}
