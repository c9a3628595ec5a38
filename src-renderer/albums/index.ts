export { addToAlbum } from './add-to-album.ts';
export { albumOfSearch, isLearnable } from './album-of-search.ts';
export { makeAlbum } from './make-album.ts';
export { tidyIntoAlbums } from './tidy-into-albums.ts';
