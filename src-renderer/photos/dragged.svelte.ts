/**
 * Photos that are being dragged within the page.
 *
 * [Note: Dragged photos] In the desktop app the system drags files, and what comes over the page are files of anywhere: the page
 * cannot tell by them which photos they are. So it remembers what it has begun to drag, until the drag has left the window, was dropped or
 * the pointer moves by itself again, which it does not while something is dragged.
 */
class DraggedPhotos {
  /** None while nothing is dragged. */
  ids = $state.raw<readonly number[]>([]);
  #listening: AbortController | undefined;

  begin(photoIds: readonly number[]): void {
    this.end();
    this.ids = photoIds;
    const listening = new AbortController();
    this.#listening = listening;
    const { signal } = listening;
    const end = (): void => {
      this.end();
    };
    // Where it is dropped is asked first.
    for (const event of ['drop', 'dragend', 'pointerdown'] as const) window.addEventListener(event, end, { signal });
    window.addEventListener(
      'pointermove',
      ({ buttons }) => {
        // Until the system has taken over, the button is still down.
        if (buttons === 0) end();
      },
      { signal },
    );
    window.addEventListener(
      'dragleave',
      ({ relatedTarget }) => {
        if (relatedTarget === null) end();
      },
      { signal },
    );
  }

  end(): void {
    this.#listening?.abort();
    this.ids = [];
  }
}

export const dragged = new DraggedPhotos();
