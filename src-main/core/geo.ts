/** Mean radius of the Earth in kilometres. @see Moritz 2000, Geodetic Reference System 1980, R1. */
const earthRadiusKm = 6371.0088;

/** Wider than the error of the arithmetic, a tenth of a millimetre on the ground: a box never loses what it is about. */
const marginDegrees = 1e-9;

/** A part of the globe between two parallels and two meridians, in degrees. */
export interface GeoBox {
  readonly south: number;
  readonly north: number;
  /** Greater than `east` where the box crosses the antimeridian: then its longitudes are `>= west OR <= east`. */
  readonly west: number;
  readonly east: number;
}

/**
 * Measure the way between two points along the surface of a spherical Earth, in kilometres.
 *
 * The haversine formula: exact to rounding for near points, at most 0.5 % off for the real, flattened Earth.
 *
 * @see Sinnott 1984, Virtues of the Haversine, Sky and Telescope 68 (2), 159
 */
export function distanceKm(latitudeA: number, longitudeA: number, latitudeB: number, longitudeB: number): number {
  const haversine =
    Math.sin(radians(latitudeB - latitudeA) / 2) ** 2 +
    Math.cos(radians(latitudeA)) * Math.cos(radians(latitudeB)) * Math.sin(radians(longitudeB - longitudeA) / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(Math.min(1, haversine)));
}

/**
 * Find the smallest box that holds everything within a distance of a point. All longitudes where a pole is in reach.
 *
 * @see Bronstein, Semendyayev, Musiol, Mühlig, Handbook of Mathematics, spherical trigonometry; worked out for this
 * purpose by Matuschek, Finding Points Within a Distance of a Latitude/Longitude Using Bounding Coordinates
 */
export function boundingBox(latitude: number, longitude: number, radiusKm: number): GeoBox {
  const angle = radiusKm / earthRadiusKm;
  const reach = degrees(angle) + marginDegrees;
  const south = Math.max(-90, latitude - reach);
  const north = Math.min(90, latitude + reach);
  if (south === -90 || north === 90) return { south, north, west: -180, east: 180 };
  // The meridians that touch the circle do so nearer to the pole than its centre.
  const aside = degrees(Math.asin(Math.min(1, Math.sin(angle) / Math.cos(radians(latitude))))) + marginDegrees;
  return { south, north, west: wrapped(longitude - aside), east: wrapped(longitude + aside) };
}

/** Is a point in a box? The box's borders belong to it. */
export function isInBox(box: GeoBox, latitude: number, longitude: number): boolean {
  if (latitude < box.south || latitude > box.north) return false;
  return box.west <= box.east
    ? longitude >= box.west && longitude <= box.east
    : longitude >= box.west || longitude <= box.east;
}

/** A longitude that went beyond the antimeridian, on its other side. */
function wrapped(longitude: number): number {
  if (longitude < -180) return longitude + 360;
  return longitude > 180 ? longitude - 360 : longitude;
}

function radians(angle: number): number {
  return (angle * Math.PI) / 180;
}

function degrees(angle: number): number {
  return (angle * 180) / Math.PI;
}
