/** What an element does with what is dragged over it. */
export interface DropTarget {
  readonly isWanted: () => boolean;
  readonly take: () => void;
  /** It is held over the element without being dropped. */
  readonly held?: () => void;
}

/** How long something is held over an element before that means anything, milliseconds: as file managers open folders. */
const heldMs = 800;

/** Let something be dropped on an element, which has the attribute `data-dropping` while that would be taken. */
export function dropTarget({ isWanted, take, held }: DropTarget): (element: HTMLElement) => () => void {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = (): void => {
      clearTimeout(timer);
      timer = undefined;
      delete element.dataset['dropping'];
    };
    const handlers = {
      dragover: (event: DragEvent): void => {
        if (!isWanted()) return;
        event.preventDefault();
        element.dataset['dropping'] = '';
        if (held !== undefined) timer ??= setTimeout(held, heldMs);
      },
      dragleave: ({ relatedTarget }: DragEvent): void => {
        if (!(relatedTarget instanceof Node) || !element.contains(relatedTarget)) leave();
      },
      drop: (event: DragEvent): void => {
        leave();
        if (!isWanted()) return;
        event.preventDefault();
        take();
      },
    };
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener('dragover', handlers.dragover, { signal });
    element.addEventListener('dragleave', handlers.dragleave, { signal });
    element.addEventListener('drop', handlers.drop, { signal });
    return () => {
      leave();
      listening.abort();
    };
  };
}
