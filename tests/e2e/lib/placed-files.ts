import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** WGS 84 degrees, north and east positive. */
export type Position = readonly [latitude: number, longitude: number];

/**
 * Write where photos of a folder were taken into files beside them, as Lightroom or digiKam do. Their content stays as it is.
 *
 * @param positions by the place of the photo among the files; undefined for one that says nothing.
 */
export async function writePositions(
  folder: string,
  files: readonly string[],
  positions: readonly (Position | undefined)[],
): Promise<void> {
  for (const [i, file] of files.entries()) {
    const position = positions[i];
    if (position !== undefined) await writeFile(join(folder, `${basename(file)}.xmp`), packet(position));
  }
}

function packet([latitude, longitude]: Position): string {
  const written = (degrees: number, letters: string): string => {
    const size = Math.abs(degrees);
    return `${Math.floor(size)},${((size % 1) * 60).toFixed(6)}${letters[degrees < 0 ? 1 : 0] ?? ''}`;
  };
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="${written(latitude, 'NS')}"
      exif:GPSLongitude="${written(longitude, 'EW')}"/></rdf:RDF></x:xmpmeta>`;
}

/** Photos around a point, within some kilometres, each elsewhere. */
function around([latitude, longitude]: Position, count: number): Position[] {
  return Array.from({ length: count }, (_, i) => [latitude + 0.011 * Math.sin(i), longitude + 0.016 * Math.cos(2 * i)]);
}

/** Trips of somebody who lives in Lisbon: 24 photos of eight towns. */
export const trips: readonly Position[] = [
  ...around([38.711, -9.139], 8),
  ...around([41.15, -8.61], 3),
  ...around([48.857, 2.352], 4),
  ...around([52.52, 13.405], 3),
  ...around([41.9, 12.49], 2),
  ...around([40.713, -74.006], 2),
  ...around([-33.87, 151.21], 1),
  ...around([-17.8, 177.95], 1),
];
