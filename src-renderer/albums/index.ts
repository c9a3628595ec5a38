export { addToAlbum } from './add-to-album.ts';
