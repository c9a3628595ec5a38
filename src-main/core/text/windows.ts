/**
 * Cut a token sequence into windows that fit a text tower, each framed by the begin and end tokens.
 *
 * Neighbouring windows overlap by half, so that no phrase is seen only across a border; their embeddings are averaged
 * by the caller. `truncate` keeps the first window alone.
 *
 * @param ids token ids without begin and end tokens.
 * @param contextLength tokens a window may hold, frame included.
 */
export function tokenWindows(
  ids: readonly number[],
  options: {
    readonly contextLength: number;
    readonly bos?: number | undefined;
    readonly eos?: number | undefined;
    readonly overflow: 'window-mean' | 'truncate';
  },
): number[][] {
  const before = options.bos === undefined ? [] : [options.bos];
  const after = options.eos === undefined ? [] : [options.eos];
  const room = options.contextLength - before.length - after.length;
  const frame = (part: readonly number[]): number[] => [...before, ...part, ...after];
  if (ids.length <= room || options.overflow === 'truncate') return [frame(ids.slice(0, room))];
  const stride = Math.max(1, Math.ceil(room / 2));
  const windows: number[][] = [];
  for (let start = 0; ; start += stride) {
    windows.push(frame(ids.slice(start, start + room)));
    if (start + room >= ids.length) return windows;
  }
}
