import type { Stack } from '../../../src-contract/index.ts';
import { attempt } from '../../frame/attempt.ts';
import { client } from '../../frame/client.ts';
import { follow } from '../../lib/follow.ts';
import { library } from '../../library/index.ts';
import { compare } from '../compare.svelte.ts';
import { meantFiles } from '../meant-files.ts';
import { viewer } from '../viewer.svelte.ts';

/** What the photo in the viewer is a part of, whether that is shown as one or not. */
export class ShownStack {
  #stack = $state.raw<Stack | null>(null);
  #playing = $state.raw<{ readonly photoId: number; readonly part: number } | null>(null);

  /** To be made where effects can be: they end with the viewer. */
  constructor() {
    $effect(() => {
      const photoId = viewer.listedId;
      follow(library.revision);
      if (photoId === null) return;
      const abort = new AbortController();
      void attempt(async () => {
        this.#stack = await client.call('stacks.of', { photoId, ...meantFiles.of(photoId) }, { signal: abort.signal });
        for (const part of this.#stack?.parts ?? []) {
          if (part.photoId !== null && part.fileId !== null && part.photoId !== photoId)
            meantFiles.note(part.photoId, part.fileId);
        }
      });
      return () => {
        abort.abort();
      };
    });
  }

  /** Null where it is the stack of the photo before, or the photo is in none. */
  get now(): Stack | null {
    return this.#stack?.parts.some(({ photoId }) => photoId === viewer.photoId) === true ? this.#stack : null;
  }

  /** Are there other parts to hold beside the one that is shown? */
  get canCompare(): boolean {
    return this.#photoIds.length > 1;
  }

  /** Hold the parts beside the one that is shown, beginning with the next. */
  compare(): void {
    const { photoId } = viewer;
    if (photoId === null || !this.canCompare) return;
    const all = this.#photoIds;
    const at = all.indexOf(photoId);
    compare.open({
      photoIds: [...all.slice(at), ...all.slice(0, at)],
      onchoose: (chosen) => {
        compare.close();
        viewer.showPart(chosen);
      },
    });
  }

  /** Place of the part whose video is played; null for none. It ends with the photo that is shown. */
  get playing(): number | null {
    return this.#playing !== null && this.#playing.photoId === viewer.photoId ? this.#playing.part : null;
  }

  /** Play the video of a part, or end it; without one, that of the photo or the first that there is. */
  play(part = this.#ownVideo): void {
    const { photoId } = viewer;
    if (part === undefined || photoId === null) return;
    this.#playing = this.playing === part ? null : { photoId, part };
  }

  endVideo(): void {
    this.#playing = null;
  }

  get #ownVideo(): number | undefined {
    const parts = this.now?.parts ?? [];
    const inside = parts.findIndex(({ photoId, hasMotion }) => hasMotion && photoId === viewer.photoId);
    if (inside !== -1) return inside;
    const any = parts.findIndex(({ photoId, hasMotion }) => hasMotion || photoId === null);
    return any === -1 ? undefined : any;
  }

  showNext(): void {
    const photoIds = this.#photoIds;
    const next = photoIds[(photoIds.indexOf(viewer.photoId ?? 0) + 1) % photoIds.length];
    if (next !== undefined) viewer.showPart(next);
  }

  /** Parts that are photos. */
  get #photoIds(): readonly number[] {
    return this.now?.parts.flatMap((part) => part.photoId ?? []) ?? [];
  }
}
