import { describe, expect, test } from 'vitest';
import { DoorKeys, doorMove, type ShownDoor, shownDoors } from '../../../src-renderer/frame/doors.ts';
import type { Door } from '../../../src-renderer/frame/door.ts';

const icon = (() => undefined) as unknown as Door['icon'];

function door(at: number, href: Door['href'], more: Partial<Door> = {}): { readonly door: Door } {
  return { door: { at, icon, title: 'app.name', href, ...more } };
}

const hrefs = (doors: readonly ShownDoor[]): string[] => doors.map(({ href }) => href);

describe('doors', () => {
  test('stand in the order that they declare, whoever brings them', () => {
    expect(hrefs(shownDoors([door(60, '#/folders'), {}, door(10, '#/photos'), door(20, '#/favourites')]))).toEqual([
      '#/photos',
      '#/favourites',
      '#/folders',
    ]);
  });

  test('that lead to nothing now are not there', () => {
    const shown = shownDoors([
      door(1, '#/a', { isShown: () => false }),
      door(2, '#/b', { isShown: () => true }),
      door(3, 'nonsense'),
    ]);
    expect(hrefs(shown)).toEqual(['#/b']);
  });

  test('can lead to what is shown at the time', () => {
    const [shown] = shownDoors([door(1, () => '#/folders/ab12?flat=1')]);
    expect(shown).toMatchObject({ address: { room: 'folders', path: ['ab12'], params: { flat: '1' } } });
  });
});

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 2, 2],
  ['ArrowUp', 2, 1],
  ['ArrowUp', 0, 0],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['ArrowRight', 0, null],
  ['a', 0, null],
])('%s leads from door %i to %j', (key, active, to) => {
  expect(doorMove(key, active, 3)).toBe(to);
});

describe('G and a letter', () => {
  const doors = shownDoors([
    door(1, '#/photos', { key: 'p' }),
    door(2, '#/none'),
    door(3, '#/favourites', { key: 'f' }),
  ]);
  const hrefOf = (shown: ShownDoor | undefined): string | undefined => shown?.href;

  test('lead to a door, and once', () => {
    const keys = new DoorKeys();
    keys.start(1000);
    expect(hrefOf(keys.take('f', 1500, doors))).toBe('#/favourites');
    expect(keys.take('f', 1600, doors)).toBeUndefined();
  });

  test('lead nowhere without the G, too late, after another key, or by a letter that is no door', () => {
    const keys = new DoorKeys();
    expect(keys.take('p', 0, doors)).toBeUndefined();
    keys.start(1000);
    expect(keys.take('p', 5001, doors)).toBeUndefined();
    keys.start(1000);
    expect(keys.take('F', 1100, doors), 'Shift makes another key of it').toBeUndefined();
    keys.start(1000);
    expect(keys.take('q', 1100, doors)).toBeUndefined();
    expect(keys.take('p', 1200, doors)).toBeUndefined();
    keys.start(1000);
    expect(keys.take('', 1100, doors)).toBeUndefined();
  });
});
