import type { Area } from '../../../src-contract/index.ts';

/**
 * Say in SQL that a photo was taken in an area, as the index `photos_by_place` can tell but for corners.
 *
 * @param bind takes in a value by the name of what it is, and returns what stands for it.
 */
export function areaSql(area: Area, bind: (name: string, value: string | number) => string): string {
  const { south, north, west, east, corners } = area;
  const across = west <= east ? 'AND' : 'OR';
  const box = `latitude >= ${bind('south', south)} AND latitude <= ${bind('north', north)}
    AND (longitude >= ${bind('west', west)} ${across} longitude <= ${bind('east', east)}) AND longitude IS NOT NULL`;
  if (corners === null) return box;
  const polygon = JSON.stringify({ ...area, name: null } satisfies Area);
  return `${box} AND in_area(latitude, longitude, ${bind('polygon', polygon)})`;
}
