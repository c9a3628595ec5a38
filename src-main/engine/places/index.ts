/** Where photos were taken, put together for a map. */
export { PlacesOnMap } from './places-on-map.ts';
