/** Some ten metres: what is left of a zero that was rounded on the way. */
const nothing = 1e-4;

/** Are these degrees what devices without a fix write? Nobody takes photos in the sea where 0, 0 is. */
export function isNoPosition(latitude: number, longitude: number): boolean {
  return Math.abs(latitude) <= nothing && Math.abs(longitude) <= nothing;
}
