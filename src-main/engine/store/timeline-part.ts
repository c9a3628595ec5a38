/** A place in the timeline, newest first: what follows is older. */
export interface TimelineCursor {
  readonly sortAt: string;
  readonly id: number;
}

/** A photo of a part of the timeline. */
export interface TimelineRow extends TimelineCursor {
  readonly isWanted: 0 | 1;
}

/** Photos of a part of the timeline that are wanted. */
export interface TimelinePart {
  readonly ids: number[];
  /** Where this part ended; null at the end of the timeline. */
  readonly end: TimelineCursor | null;
}

/** Before all photos: no time is as late. */
export const timelineStart: TimelineCursor = { sortAt: '~', id: 0 };

/** @param rows at most `limit`, fewer at the end of the timeline alone. */
export function timelinePart(rows: readonly TimelineRow[], limit: number): TimelinePart {
  const last = rows.at(-1);
  return {
    ids: rows.filter(({ isWanted }) => isWanted === 1).map(({ id }) => id),
    end: last === undefined || rows.length < limit ? null : { sortAt: last.sortAt, id: last.id },
  };
}
