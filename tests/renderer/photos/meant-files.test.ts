import { beforeEach, expect, test } from 'vitest';
import { meantFiles } from '../../../src-renderer/photos/meant-files.ts';

const none = { at: [], ids: [] };

beforeEach(() => {
  meantFiles.show([1, 2, 3, 4], none);
});

test('a photo is meant by the file that it was shown by', () => {
  meantFiles.show([1, 2, 3], { at: [0, 2], ids: [10, 30] });
  expect([1, 2, 3].map((id) => meantFiles.of(id))).toEqual([{ fileId: 10 }, {}, { fileId: 30 }]);
  expect(meantFiles.among([3, 2, 1])).toEqual({ photoIds: [3, 2, 1], fileIds: [30, 10] });
});

test('what is shown by any file is not meant by one any more, and what is out of sight keeps its own', () => {
  meantFiles.show([1, 2], { at: [0, 1], ids: [10, 20] });
  meantFiles.show([2, 3], none);
  expect(meantFiles.among([1, 2, 3]).fileIds).toEqual([10]);
});

test('a part of a stack is meant by the file that lies beside the photo shown', () => {
  meantFiles.note(4, 40);
  expect(meantFiles.of(4)).toEqual({ fileId: 40 });
});

test('what is thrown away is named where it is shown by a file', () => {
  meantFiles.show([1, 2], { at: [1], ids: [20] });
  expect(meantFiles.toDiscard([1, 2])).toEqual({ photoIds: [1, 2], fileIds: [20], named: [2] });
  meantFiles.forget([2]);
  expect(meantFiles.toDiscard([2])).toEqual({ photoIds: [2], fileIds: [], named: [] });
});
