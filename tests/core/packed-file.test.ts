import { expect, test } from 'vitest';
import { packedFile } from '../../src-main/core/packed-file.ts';

test.each([
  ['in a checkout', 'file:///home/me/eidetic/src-main/encoder/x.ts', 'file:///home/me/eidetic/models/a.png'],
  ['built', 'file:///home/me/eidetic/dist/src-main/encoder/x.js', 'file:///home/me/eidetic/models/a.png'],
  ['on Windows', 'file:///C:/Eidetic/dist/src-main/x.js', 'file:///C:/Eidetic/models/a.png'],
  ['below a folder of that name', 'file:///src-main/dist/src-main/x.js', 'file:///src-main/models/a.png'],
  [
    'beside the archive of the desktop app',
    'file:///opt/Eidetic/resources/app.asar/dist/src-main/encoder/x.js',
    'file:///opt/Eidetic/resources/app.asar.unpacked/models/a.png',
  ],
])('a packed file is found %s', (_, from, address) => {
  expect(packedFile(from, 'models/a.png')).toBe(address);
});
