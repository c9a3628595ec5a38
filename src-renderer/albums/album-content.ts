import type { PhotoColumns } from '../../src-contract/index.ts';
import type { GridContent } from '../grid/GridState.svelte.ts';

/** An album as one row of photos: what is in it, then what is suggested. Keys, selection and viewer go across. */
export function albumContent(
  photos: PhotoColumns,
  suggested: PhotoColumns | null,
  labels: { readonly inAlbum: string | null; readonly suggestions: string },
): GridContent {
  // A photo that was accepted a moment ago may still be among what was suggested before.
  const known = new Set(photos.ids);
  const places = (suggested?.ids ?? []).flatMap((id, i) => (known.has(id) ? [] : [i]));
  const sections = [
    { key: 'album', label: labels.inAlbum, count: photos.ids.length },
    { key: 'suggestions', label: labels.suggestions, count: places.length },
  ];
  return {
    ids: [...photos.ids, ...places.map((place) => suggested?.ids[place] ?? 0)],
    aspects: [...photos.aspects, ...places.map((place) => suggested?.aspects[place] ?? 1)],
    sections: sections.filter(({ count }) => count > 0),
    files: photos.files,
    // "All" means what is in the album first.
    ...(photos.ids.length > 0 && { firstAll: photos.ids.length }),
  };
}
