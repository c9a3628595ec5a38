/** What the fast way does not take; libheif, which is slow, may. */
export class HeicRefusal extends Error {
  override readonly name = 'HeicRefusal';
}
