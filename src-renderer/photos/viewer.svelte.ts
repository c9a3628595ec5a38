import { tick } from 'svelte';
import { AppError, type Box } from '../../src-contract/index.ts';
import { failed } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { shown } from './shown.svelte.ts';

/** Of the address: the photo that lies over the room. */
const param = 'photo';

/** The photo that is shown whole, and the list it is paged through in. It lies over a room, and back takes it away. */
class Viewer {
  #ids = $state.raw<readonly number[]>([]);
  #index = $state(0);
  #open = $state(false);
  /** Another part of the stack that the photo stands for; null for the photo itself. */
  #part = $state<number | null>(null);
  /** What of the photo that was opened is looked at closely to begin with; null where it is begun with the whole. */
  #closeUp = $state.raw<Box | null>(null);
  infoOpen = $state(false);
  /** The address named the photo, and the list is whatever the room behind shows. */
  #isByAddress = false;

  constructor() {
    navigation.onMove(() => {
      this.#follow();
    });
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** The photo that is shown; null when closed. */
  get photoId(): number | null {
    return this.#open ? (this.#part ?? this.listedId) : null;
  }

  /** The photo of the list, which the one that is shown may be only a part of; null when closed. */
  get listedId(): number | null {
    return this.#open ? (this.#ids[this.#index] ?? null) : null;
  }

  get closeUp(): Box | null {
    return this.#part === null ? this.#closeUp : null;
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  /** Of the photo that is shown, or was shown last. */
  get index(): number {
    return this.#index;
  }

  get total(): number {
    return this.#ids.length;
  }

  /** Neighbours, nearest first: what is worth loading ahead. */
  get nearby(): number[] {
    return [this.#ids[this.#index + 1], this.#ids[this.#index - 1]].filter((id) => id !== undefined);
  }

  /** @param closeUp the part of the photo to begin with; nothing or null for the whole. */
  open(ids: readonly number[], index: number, closeUp: Box | null = null): void {
    const wasOpen = this.#open;
    this.#show(ids, index);
    this.#closeUp = closeUp;
    if (wasOpen) this.#changeAddress();
    else navigation.openLayer(param, String(this.photoId));
  }

  close(): void {
    this.#open = false;
    navigation.closeLayer(param);
  }

  move(step: number): void {
    const index = Math.min(this.#ids.length - 1, Math.max(0, this.#index + step));
    if (index === this.#index) return;
    this.#isByAddress = false;
    this.#part = null;
    this.#closeUp = null;
    this.#index = index;
    this.#changeAddress();
  }

  /** Show another part of the stack. The address stays that of the photo in the list. */
  showPart(photoId: number): void {
    this.#closeUp = null;
    this.#part = photoId === this.listedId ? null : photoId;
  }

  /** Photos that are gone, or back: what is shown makes way for the one behind it, else for the one before. */
  leaveOut(photoIds: readonly number[]): void {
    const gone = new Set(photoIds);
    const listed = this.listedId;
    if (listed === null) return;
    const isPart = this.#part !== null && gone.has(this.#part);
    const ids = this.#ids.filter((id) => !gone.has(id));
    if (isPart) this.#part = null;
    if (ids.length === this.#ids.length) return;
    if (ids.length === 0) {
      this.close();
      return;
    }
    const before = this.#ids.slice(0, this.#index).filter((id) => !gone.has(id)).length;
    this.#ids = ids;
    this.#index = Math.min(before, ids.length - 1);
    if (gone.has(listed)) this.#part = this.#closeUp = null;
    this.#changeAddress();
  }

  /** The room behind shows these photos now. */
  take(ids: readonly number[]): void {
    const index = this.#isByAddress && this.listedId !== null ? ids.indexOf(this.listedId) : -1;
    if (index === -1) return;
    this.#ids = ids;
    this.#index = index;
  }

  #show(ids: readonly number[], index: number): void {
    this.#isByAddress = false;
    this.#ids = ids;
    this.#index = index;
    this.#part = null;
    this.#closeUp = null;
    this.#open = true;
  }

  #changeAddress(): void {
    navigation.keepParam(param, String(this.listedId));
  }

  /** Back, forward, a link, another room. */
  #follow(): void {
    const photoId = photoOf(navigation.address.params[param]);
    if (photoId === null) this.close();
    else if (photoId !== this.listedId) void this.#openByAddress(photoId);
  }

  async #openByAddress(photoId: number): Promise<void> {
    // The room is in sight then, and says what it shows.
    await tick();
    const exists = shown.ids.includes(photoId) || (await isInLibrary(photoId));
    if (photoOf(navigation.address.params[param]) !== photoId) return;
    if (!exists) {
      this.close();
      return;
    }
    this.#show([photoId], 0);
    this.#isByAddress = true;
    this.take(shown.ids);
  }
}

/** Null for what is no id of a photo. */
function photoOf(value: string | undefined): number | null {
  return value !== undefined && /^[1-9]\d{0,14}$/u.test(value) ? Number(value) : null;
}

async function isInLibrary(photoId: number): Promise<boolean> {
  try {
    await client.call('photos.details', { photoId });
    return true;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'PHOTO_NOT_FOUND')) failed(error);
    return false;
  }
}

export const viewer = new Viewer();
