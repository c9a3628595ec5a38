import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachment } from '../../src-main/host/content-disposition.ts';

test.each([
  ['plain', 'beach 1.jpg', `attachment; filename="beach 1.jpg"; filename*=UTF-8''beach%201.jpg`],
  ['with umlauts', 'Käse.jpg', `attachment; filename="K_se.jpg"; filename*=UTF-8''K%C3%A4se.jpg`],
  ['with an emoji', '🐕.jpg', `attachment; filename="_.jpg"; filename*=UTF-8''%F0%9F%90%95.jpg`],
  [
    'with a line break',
    'a\r\nSet-Cookie: x=1.jpg',
    `attachment; filename="a__Set-Cookie_ x=1.jpg"; filename*=UTF-8''a__Set-Cookie_%20x%3D1.jpg`,
  ],
  ['with quotes', `a"b'c.jpg`, `attachment; filename="a_b'c.jpg"; filename*=UTF-8''a_b%27c.jpg`],
  ['with markup', '<script>.jpg', `attachment; filename="_script_.jpg"; filename*=UTF-8''_script_.jpg`],
  ['with a path', '../..\\etc.jpg', `attachment; filename=".._.._etc.jpg"; filename*=UTF-8''.._.._etc.jpg`],
  ['with text that runs backwards', 'a\u202egpj.exe', `attachment; filename="a_gpj.exe"; filename*=UTF-8''a_gpj.exe`],
  ['with percent signs', '%41.jpg', `attachment; filename="_41.jpg"; filename*=UTF-8''%2541.jpg`],
  ['with half a character', 'a\ud800.jpg', `attachment; filename="a_.jpg"; filename*=UTF-8''a%EF%BF%BD.jpg`],
])('a name %s is kept as far as it is harmless', (_, name, header) => {
  expect(attachment(name)).toBe(header);
});

test('any name makes a valid header of one line in ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const header = attachment(name);
      expect(header).toMatch(/^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w.!~%-]*$/);
      expect(header).toMatch(/^[\x20-\x7e]*$/);
      expect(() => new Headers({ 'Content-Disposition': header })).not.toThrow();
    }),
  );
});
