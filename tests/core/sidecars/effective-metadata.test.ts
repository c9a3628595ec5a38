import { describe, expect, test } from 'vitest';
import {
  effectiveMetadata,
  type EffectiveMetadata,
  type FilePlace,
  type OwnMetadata,
} from '../../../src-main/core/sidecars/effective-metadata.ts';
import { noFacts, type SidecarFacts } from '../../../src-main/core/sidecars/sidecar-facts.ts';

const now = Date.UTC(2026, 5, 1, 12);
const nothing: OwnMetadata = {
  takenAt: null,
  takenAtOffsetMinutes: null,
  latitude: null,
  longitude: null,
  altitudeMetres: null,
  rating: null,
  title: null,
  description: null,
  keywords: [],
  people: [],
  faces: [],
  places: [],
  warnings: [],
};

function beside(name: string, facts: Partial<SidecarFacts>): FilePlace['sidecars'][number] {
  return { name, facts: { ...noFacts, ...facts } };
}

function at(path: string, ...sidecars: FilePlace['sidecars']): FilePlace {
  const folders = path.split('/');
  return { name: folders.pop() ?? '', folders, sidecars };
}

function effective(own: Partial<OwnMetadata>, ...files: FilePlace[]): EffectiveMetadata {
  return effectiveMetadata({ ...nothing, ...own }, files, now);
}

describe('the date', () => {
  const own = { takenAt: '2002-02-02T02:00:00', takenAtOffsetMinutes: 120 };
  const xmp = beside('a.xmp', { takenAt: '2001-01', takenAtOffsetMinutes: null });
  const json = beside('a.jpg.json', { takenAt: '2003-03-03T03:00:00' });
  const path = '2005-05/2004-04-04.jpg';

  test('is said by a sidecar, the photo, an export, a name, a folder, and else by the time of the file', () => {
    const said = ({ takenAt, takenAtOffsetMinutes, dateSource }: EffectiveMetadata): unknown => [
      takenAt,
      takenAtOffsetMinutes,
      dateSource,
    ];
    expect(said(effective(own, at(path, xmp, json)))).toEqual(['2001-01', null, 'sidecar']);
    expect(said(effective(own, at(path, json)))).toEqual(['2002-02-02T02:00:00', 120, 'embedded']);
    expect(said(effective({}, at(path, json)))).toEqual(['2003-03-03T03:00:00', null, 'export']);
    expect(said(effective({}, at(path)))).toEqual(['2004-04-04', null, 'name']);
    expect(said(effective({}, at('2005-05/a.jpg')))).toEqual(['2005-05', null, 'folder']);
    expect(said(effective({}, at('2005/a.jpg')))).toEqual(['2005', null, 'folder']);
    expect(said(effective({}, at('a/a.jpg')))).toEqual([null, null, 'file']);
  });

  test('of a sidecar that agrees with the photo is as exact as the photo says', () => {
    const said = (takenAt: string): unknown[] => {
      const found = effective(own, at('a.jpg', beside('a.xmp', { takenAt })));
      return [found.takenAt, found.takenAtOffsetMinutes, found.dateSource];
    };
    for (const same of ['2002-02-02', '2002-02', '2002'])
      expect(said(same)).toEqual(['2002-02-02T02:00:00', 120, 'embedded']);
    expect(said('2002-02-03')).toEqual(['2002-02-03', null, 'sidecar']);
    expect(said('2002-02-02T02:00:00')).toEqual(['2002-02-02T02:00:00', null, 'sidecar']);
  });

  test('that is less exact than one behind it that agrees is that one', () => {
    const said = (takenAt: string, ...files: FilePlace[]): unknown[] => {
      const found = effective({ takenAt }, ...files);
      return [found.takenAt, found.dateSource];
    };
    expect(said('2004-04', at('2004-04-04.jpg'))).toEqual(['2004-04-04', 'name']);
    expect(said('2004', at('2004-04/2004.jpg'))).toEqual(['2004-04', 'folder']);
    expect(said('2004-05', at('2004-04-04.jpg'))).toEqual(['2004-05', 'embedded']);
    expect(said('2004-04-04T04:04:04', at('20040404_040404_125.jpg'))).toEqual(['2004-04-04T04:04:04', 'embedded']);
  });

  test('of several files is the best there is, and of equally good ones the earliest', () => {
    const folder = at('2001/a.jpg');
    expect(effective({}, folder, at('2004-04-05.jpg'), at('2004-04-04.jpg'), at('2004-04-06.jpg')).takenAt).toBe(
      '2004-04-04',
    );
    expect(effective({}, at('20040404.jpg'), at('20040404_101010.jpg')).takenAt, 'the more exact').toBe(
      '2004-04-04T10:10:10',
    );
    expect(effective({}, at('2004/a.jpg'), at('2004-04/a.jpg')).takenAt).toBe('2004-04');
  });
});

describe('all else', () => {
  test('is said by a sidecar, the photo, an export', () => {
    const xmp = beside('a.xmp', { rating: 5, latitude: 1, longitude: 2, title: 'x', label: 'red' });
    const json = beside('a.jpg.json', {
      latitude: 5,
      longitude: 6,
      altitudeMetres: 7,
      description: 'j',
      favourite: true,
    });
    const own = { rating: 3, latitude: 3, longitude: 4, altitudeMetres: 9, title: 'o' };
    expect(effective(own, at('a.jpg', xmp, json))).toMatchObject({
      ...{ rating: 5, latitude: 1, longitude: 2, altitudeMetres: null, title: 'x', description: 'j' },
      ...{ label: 'red', favourite: true },
    });
    expect(effective(own, at('a.jpg', json))).toMatchObject({ ...own, description: 'j', label: null });
    expect(effective({}, at('a.jpg', json))).toMatchObject({ latitude: 5, longitude: 6, altitudeMetres: 7 });
    expect(effective(own, at('a.jpg'))).toMatchObject({ ...own, favourite: false, people: [] });
  });

  test('is said by the user before all others, where the user says it', () => {
    const json = beside('a.jpg.json', { favourite: true });
    const xmp = beside('a.xmp', { rating: 5 });
    const said = (given: { favourite: boolean | null; rating: number | null }): EffectiveMetadata =>
      effectiveMetadata({ ...nothing, rating: 3 }, [at('a.jpg', xmp, json)], now, given);
    expect(said({ favourite: null, rating: null })).toMatchObject({ favourite: true, rating: 5 });
    expect(said({ favourite: false, rating: null })).toMatchObject({ favourite: false, rating: 5 });
    expect(said({ favourite: null, rating: 0 }), 'no stars are something to say').toMatchObject({ rating: 0 });
    expect(said({ favourite: null, rating: -1 })).toMatchObject({ favourite: true, rating: -1 });
  });

  test('is joined where there can be more than one', () => {
    const xmp = beside('a.xmp', { keywords: ['Places|Italy|Arezzo', 'Italy', 'sun'], warnings: ['a.xmp: odd'] });
    const json = beside('a.jpg.json', { people: ['Ada', 'Bo'] });
    const other = beside('b.jpg.json', { people: ['Ada'] });
    const own = { keywords: ['Arezzo', 'sun', 'sea'], warnings: ['odd'] };
    expect(effective(own, at('a.jpg', xmp, json), at('b.jpg', other))).toMatchObject({
      keywords: ['Places|Italy|Arezzo', 'sun', 'sea'],
      people: ['Ada', 'Bo'],
      warnings: ['odd', 'a.xmp: odd'],
    });
  });
});
