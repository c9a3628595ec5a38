import { describe, expect, test } from 'vitest';
import {
  cleanText,
  decodeBytes,
  exifText,
  isCameraJunk,
  userComment,
  windowsText,
} from '../../../src-main/encoder/metadata/text.ts';

describe('cleanText', () => {
  test.each([
    ['  Sunset over Siena \n', 'Sunset over Siena'],
    ['one\ttwo\nthree', 'one\ttwo\nthree'],
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['a\0b\u0007c\u007Fd\u0085e', 'abcde'],
    ['\uFEFFtitle', 'title'],
    ['lone \uD83D surrogate', 'lone \uFFFD surrogate'],
    ['café 日本 🌅', 'café 日本 🌅'],
  ])('cleans %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test.each([[''], ['   '], ['\0\0\0'], ['\n\t '], ['\u0001\u0002']])('has nothing left of %j', (text) => {
    expect(cleanText(text)).toBeNull();
  });

  test('caps the length without splitting a character', () => {
    expect(cleanText('x'.repeat(50_000))).toHaveLength(10_000);
    expect(cleanText(`${'x'.repeat(9_999)}🌅`)).toBe('x'.repeat(9_999));
    expect(cleanText('abcdef', 3)).toBe('abc');
    expect(cleanText('ab cdef', 3)).toBe('ab');
  });
});

describe('decodeBytes', () => {
  test.each([
    ['plain', 'plain'],
    ['63 61 66 c3 a9', 'café'],
    ['63 61 66 e9', 'café'],
    ['80 93 94', '€“”'],
  ])('decodes %s', (bytes, text) => {
    const buffer = /^[\da-f ]+$/.test(bytes) ? Buffer.from(bytes.replaceAll(' ', ''), 'hex') : Buffer.from(bytes);
    expect(decodeBytes(buffer)).toBe(text);
  });
});

describe('exifText', () => {
  test.each([
    ['Canon', 'Canon'],
    ['ION230\0F', 'ION230'],
    [Buffer.from('Z\u00fcrich\0', 'latin1'), 'Zürich'],
    ['   ', null],
    [42, null],
    [undefined, null],
    [['Canon'], null],
  ])('reads %j as %j', (value, text) => {
    expect(exifText(value)).toBe(text);
  });
});

describe('windowsText', () => {
  test.each([
    [Buffer.from('Ferien; Zürich 🌅\0\0', 'utf16le'), 'Ferien; Zürich 🌅'],
    [Buffer.concat([Buffer.from('odd', 'utf16le'), Buffer.from('x')]), 'odd'],
    [Buffer.from('cut\0rest', 'utf16le'), 'cut'],
    [Buffer.alloc(6), null],
    [Buffer.alloc(0), null],
    [3, null],
  ])('reads %j as %j', (value, text) => {
    expect(windowsText(value)).toBe(text);
  });
});

describe('userComment', () => {
  const comment = (header: string, body: Buffer): Buffer => Buffer.concat([Buffer.from(header, 'latin1'), body]);
  const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

  test.each([
    ['ASCII', comment('ASCII\0\0\0', Buffer.from('On the beach   \0')), false, 'On the beach'],
    ['UTF-8 called ASCII', comment('ASCII\0\0\0', Buffer.from('Am See, Zürich')), false, 'Am See, Zürich'],
    ['little-endian UNICODE', comment('UNICODE\0', Buffer.from('Zürich', 'utf16le')), false, 'Zürich'],
    ['big-endian UNICODE', comment('UNICODE\0', swapped('Zürich')), true, 'Zürich'],
    ['UNICODE against the byte order of the block', comment('UNICODE\0', swapped('Zürich')), false, 'Zürich'],
    ['UNICODE with a byte order mark', comment('UNICODE\0', swapped('\uFEFF京都')), false, '京都'],
    ['UNICODE without Latin text', comment('UNICODE\0', swapped('京都')), true, '京都'],
    ['JIS', comment('JIS\0\0\0\0\0', Buffer.from('\x1b$B5~ET\x1b(B', 'latin1')), false, '京都'],
    ['undefined but text', comment('\0\0\0\0\0\0\0\0', Buffer.from('On the beach\0\0')), false, 'On the beach'],
    ['no header at all', Buffer.from('On the beach'), false, 'On the beach'],
    ['text instead of bytes', 'On the beach', false, 'On the beach'],
    ['blank ASCII', comment('ASCII\0\0\0', Buffer.from('     ')), false, null],
    ['zeros', Buffer.alloc(264), false, null],
    ['binary', comment('\0\0\0\0\0\0\0\0', Buffer.from([0x41, 1, 2, 0x42, 0, 0x43])), false, null],
    ['too short', Buffer.from('ASC\0'), false, 'ASC'],
    ['nothing', Buffer.alloc(0), false, null],
    ['a number', 7, false, null],
  ])('reads %s', (_case, value, bigEndian, text) => {
    expect(userComment(value, bigEndian)).toBe(text);
  });
});

describe('isCameraJunk', () => {
  test.each([
    ['OLYMPUS DIGITAL CAMERA', true],
    ['OLYMPUS DIGITAL CAMERA         ', true],
    ['SONY DSC', true],
    ['Exif_JPEG_PICTURE', true],
    ['File written by Adobe Photoshop® 4.0', true],
    ['My Sony DSC on the beach', false],
    ['Digital cameras of 1999', false],
  ])('judges %j', (text, isJunk) => {
    expect(isCameraJunk(text.trim())).toBe(isJunk);
  });
});
