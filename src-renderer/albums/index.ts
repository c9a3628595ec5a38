export { addToAlbum } from './add-to-album.ts';
export { tidyIntoAlbums } from './tidy-into-albums.ts';
