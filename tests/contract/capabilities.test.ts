import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { capability, nothing } from '../../src-contract/capability.ts';
import { capabilities, defaultSettings, EngineEvent, methods } from '../../src-contract/index.ts';

const all = Object.entries(capabilities);
const method = { input: nothing, output: nothing };

describe('the contract', () => {
  test('has every capability under its own name', () => {
    expect(all.map(([, { name }]) => name)).toEqual(all.map(([name]) => name));
  });

  test.each(all)('calls the methods and events of %s after it', (name, { methods: own, events }) => {
    const names = [...Object.keys(own), ...Object.keys(events)];
    expect(names).toEqual(names.filter((each) => /^[a-z]+$/iu.test(each.replace(`${name}.`, ''))));
    expect(names.length).toBeGreaterThan(0);
  });

  test('has the methods of all capabilities, and no others', () => {
    const names = all.flatMap(([, each]) => Object.keys(each.methods));
    expect(Object.keys(methods)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
    for (const [, each] of all) expect(methods).toMatchObject(each.methods);
  });

  test('has the events of all capabilities, with what they carry', () => {
    const settings = { event: 'settings.changed', settings: defaultSettings };
    expect(EngineEvent.parse(settings)).toEqual(settings);
    const said = all.flatMap(([, { events }]) => Object.keys(events));
    expect(said.length).toBeGreaterThan(0);
    for (const event of said) {
      // What it is without may be missed, but not that there is such an event.
      const missed = EngineEvent.safeParse({ event }).error?.issues.map(({ path }) => path[0]) ?? [];
      expect(missed, event).not.toContain('event');
    }
  });

  test.each([
    { event: 'nothing.changed' },
    { event: 'library.changed', photos: 1 },
    { event: 'settings.changed', settings: { ...defaultSettings, theme: 'pink' } },
    { settings: defaultSettings },
    null,
  ])('knows no event %j', (event) => {
    expect(EngineEvent.safeParse(event).success).toBe(false);
  });
});

describe('a capability', () => {
  test('is what it was declared to be', () => {
    const albums = capability('albums', {
      methods: { 'albums.list': method },
      events: { 'albums.changed': { id: z.int() } },
    });
    expect(albums.name).toBe('albums');
    expect(Object.keys(albums.methods)).toEqual(['albums.list']);
    expect(Object.keys(albums.events)).toEqual(['albums.changed']);
  });

  test('with a method or an event of another name does not compile', () => {
    const declared = [
      // @ts-expect-error it begins with another capability's name
      capability('albums', { methods: { 'albums.list': method, 'photos.list': method }, events: {} }),
      // @ts-expect-error it has no capability's name
      capability('albums', { methods: { list: method }, events: {} }),
      // @ts-expect-error nor may an event
      capability('albums', { methods: {}, events: { 'album.changed': {} } }),
      // @ts-expect-error what comes out is missing
      capability('albums', { methods: { 'albums.list': { input: nothing } }, events: {} }),
    ];
    expect(declared).toHaveLength(4);
  });

  test('says only what it declares', () => {
    const said: EngineEvent[] = [
      { event: 'library.changed' },
      // @ts-expect-error no capability declares it
      { event: 'library.moved' },
      // @ts-expect-error it carries the settings
      { event: 'settings.changed' },
    ];
    expect(said.map((event) => EngineEvent.safeParse(event).success)).toEqual([true, false, false]);
  });
});
