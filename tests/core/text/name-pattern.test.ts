import { describe, expect, test } from 'vitest';
import { NamePattern, type NameFit } from '../../../src-main/core/text/name-pattern.ts';

describe('a name', () => {
  test.each<[typed: string, path: string, fit: NameFit | undefined]>([
    ['IMG_1.JPG', 'a/img_1.jpg', 'whole'],
    ['img_1.jpeg', 'a/IMG_1.jpg', 'whole'],
    ['img_1.png', 'a/IMG_1.jpg', undefined],
    ['1.jpg', 'a/IMG_1.jpg', 'part'],
    ['img_1', 'a/IMG_1.jpg', 'part'],
    ['mueller.jpg', 'Müller.jpg', 'perhaps'],
    ['2034', 'a/IMG_1.jpg', 'perhaps'],
    ['Mu\u0308ller.jpg', 'Müller.jpg', 'whole'],
    ['a  b.jpg', 'a b.jpg', 'whole'],
    ['x/a/IMG_1.jpg', 'a/IMG_1.jpg', 'whole'],
    ['/home/me/a/IMG_1.jpg', 'a/IMG_1.jpg', 'path'],
    ['\\home\\me\\a\\IMG_1.jpg', 'a/IMG_1.jpg', 'path'],
    ['~/a/IMG_1.jpg', 'a/IMG_1.jpg', 'path'],
    ['a/IMG_1.jpg', 'a/IMG_1.jpg', 'path'],
    ['a/IMG_1.jpg', 'ba/IMG_1.jpg', 'whole'],
    ['*.png', 'a.PNG', 'whole'],
    ['*.png', 'apng', undefined],
    ['.png', 'a.png', 'whole'],
    ['img_*.jpg', 'IMG_1.jpg', 'whole'],
    ['img_*.jpg', 'a/b/IMG_1.jpg', 'whole'],
    ['img_*.jpg', 'xIMG_1.jpg', undefined],
    ['a*b*a.jpg', 'ab a.jpg', 'whole'],
    ['a*b*a.jpg', 'aba.jpg', 'whole'],
    ['ab*ba.jpg', 'aba.jpg', undefined],
    ['a**.jpg', 'a.jpg', 'whole'],
    [`${'*a'.repeat(100)}*b.jpg`, `${'a'.repeat(250)}.jpg`, undefined],
    ['img (1).*', 'IMG (1).jpg', 'whole'],
  ])('%j: %j fits as %s', (typed, path, fit) => {
    expect(new NamePattern(typed).fit('/home/me', path)).toBe(fit);
  });

  test('with anything in it ends as it says', () => {
    expect(['*.png', '.png', 'a*.JPG', 'a.*', 'a.png'].map((typed) => new NamePattern(typed).end)).toEqual([
      '.png',
      '.png',
      '.jpg',
      '',
      '',
    ]);
  });
});
