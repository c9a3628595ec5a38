import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localDate } from '../../../src-main/core/dates/photo-date.ts';
import { noFacts, SidecarFacts } from '../../../src-main/core/sidecars/sidecar-facts.ts';
import { readExportData } from '../../../src-main/encoder/sidecars/export-data.ts';

function read(data: unknown): SidecarFacts {
  return readExportData(Buffer.from(JSON.stringify(data)));
}

describe('the data of an export', () => {
  test('say when and where the photo was taken, what it shows and that it is a favourite', () => {
    const data = {
      title: 'IMG_1.jpg',
      description: 'Above the lake\r\n',
      imageViews: '3',
      creationTime: { timestamp: '1600000000' },
      photoTakenTime: { timestamp: '1528113600', formatted: '04.06.2018, 12:00:00 UTC' },
      geoData: { latitude: 47.5, longitude: -9.5, altitude: -3, latitudeSpan: 0, longitudeSpan: 0 },
      geoDataExif: { latitude: 1, longitude: 1, altitude: 1 },
      people: [{ name: 'Ada' }, {}, { name: ' ' }, { name: 'Bo' }, { name: 'Ada' }],
      favorited: true,
      photoLastModifiedTime: { timestamp: '1600000001' },
    };
    expect(read(data)).toEqual({
      ...noFacts,
      ...{ takenAt: localDate(1_528_113_600_000), description: 'Above the lake' },
      ...{ latitude: 47.5, longitude: -9.5, altitudeMetres: -3, people: ['Ada', 'Bo'], favourite: true },
    });
  });

  const positions: [geoData: object, geoDataExif: object, expected: unknown][] = [
    [{ latitude: 0, longitude: 0, altitude: 0 }, { latitude: 1, longitude: 2, altitude: 0 }, [1, 2, null]],
    [{ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 0 }, [null, null, null]],
    [{ latitude: 0, longitude: 5, altitude: 7 }, { latitude: 1, longitude: 2 }, [0, 5, 7]],
    [{ latitude: 91, longitude: 5 }, { latitude: 1, longitude: 2 }, [1, 2, null]],
  ];
  test.each(positions)('say a place unless it is 0, 0: %j', (geoData, geoDataExif, expected) => {
    const { latitude, longitude, altitudeMetres } = read({ geoData, geoDataExif });
    expect([latitude, longitude, altitudeMetres]).toEqual(expected);
  });

  test('say no date that is none', () => {
    const taken = (timestamp: unknown): unknown => read({ photoTakenTime: { timestamp } }).takenAt;
    expect(taken('-86400000')).toBe(localDate(-86_400_000_000));
    expect(taken(1_528_113_600)).toBe(localDate(1_528_113_600_000));
    for (const none of ['0', '', 'soon', '1e300', '99999999999999', '1528113600.5'])
      expect(taken(none), none).toBeNull();
  });

  test('that are not of a photo say nothing, and what is of another form is a warning', () => {
    expect(read({ title: 'Album', date: { timestamp: '1' } })).toEqual(noFacts);
    expect(read({ name: 'eidetic', version: '1.0.0', description: 'Another JSON' })).toEqual(noFacts);
    expect(read([]).warnings).toEqual(['no data of a photo']);
    expect(read(null).warnings).toEqual(['no data of a photo']);
    expect(read({ favorited: 'yes', description: 'a' })).toEqual({
      ...noFacts,
      description: 'a',
      warnings: ['favorited is of another form than expected'],
    });
    expect(readExportData(Buffer.from('root:x:0:0')).warnings, 'quotes nothing of it').toEqual(['not valid JSON']);
    expect(readExportData(Buffer.from(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`)).warnings).toEqual([
      'nested deeper than 64 levels',
    ]);
    expect(read({ title: 'x', description: '['.repeat(100) }).description).toBe('['.repeat(100));
    expect(read({ title: 'x', description: '\\"[[' }).description).toBe('\\"[[');
  });

  test('may begin with a byte order mark', () => {
    expect(readExportData(Buffer.from('\uFEFF{"favorited":true}')).favourite).toBe(true);
  });

  test('are read without an error whatever they are, as the engine takes them', () => {
    const keys = ['photoTakenTime', 'timestamp', 'geoData', 'latitude', 'longitude', 'people', 'name', 'description'];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...keys), tie('any')), fc.array(tie('any'))),
    })).any;
    fc.assert(
      fc.property(value, (data) => {
        expect(SidecarFacts.safeParse(read(data)).success).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(SidecarFacts.safeParse(readExportData(Buffer.from(bytes))).success).toBe(true);
      }),
    );
  });
});
