/** Favourites and ratings that the user gives photos. */
export { Favourites } from './favourites.ts';
