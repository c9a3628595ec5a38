import type { StackFileRow, StackVideoRow } from '../store/trash.ts';
import type { Companion } from './edit-notes.ts';

interface Place {
  readonly folderId: number;
  readonly directory: string;
}

/**
 * Videos that go with files of their stacks. A video belongs to the photos that lie beside it: it stays with any of them that
 * stays. Where photos of its stack stay elsewhere, it goes only when there is a copy of it beside one of those.
 */
export function goingVideos(stacks: {
  readonly files: readonly StackFileRow[];
  readonly videos: readonly StackVideoRow[];
}): Companion[] {
  const files = Map.groupBy(stacks.files, ({ stack }) => stack);
  const videos = Map.groupBy(stacks.videos, ({ stack }) => stack);
  return [...videos].flatMap(([stack, all]) => {
    const { going = [], staying = [] } = Object.groupBy(files.get(stack) ?? [], ({ goes }) =>
      goes ? 'going' : 'staying',
    );
    return all.flatMap((video) => {
      const of = goesWith(video, all, going, staying).map(({ fileId }) => fileId);
      return of.length === 0 ? [] : [{ folderPath: video.folderPath, relativePath: video.relativePath, of }];
    });
  });
}

/** The files that a video goes with; none where it stays. */
function goesWith(
  video: StackVideoRow,
  all: readonly StackVideoRow[],
  going: readonly StackFileRow[],
  staying: readonly StackFileRow[],
): readonly StackFileRow[] {
  if (staying.length === 0) return going;
  const liesBeside = (one: Place) => (other: Place) =>
    one.folderId === other.folderId && one.directory === other.directory;
  if (staying.some(liesBeside(video))) return [];
  const isKeptElsewhere = all.some(
    (other) => other !== video && other.sizeBytes === video.sizeBytes && staying.some(liesBeside(other)),
  );
  return isKeptElsewhere ? going.filter(liesBeside(video)) : [];
}
