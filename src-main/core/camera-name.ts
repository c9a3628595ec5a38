/** Longest name in characters: text from a file has no end of its own. */
const maxCharacters = 150;

/**
 * Name a camera by its maker and model, without saying the maker twice: "Canon" and "Canon EOS 5D" are one "Canon EOS 5D",
 * "NIKON CORPORATION" and "NIKON D90" one "NIKON D90". Null when the photo names neither.
 *
 * Migration 3 names the cameras of photos that were there before in the same way.
 */
export function cameraName(make: string | null, model: string | null): string | null {
  const name =
    make === null || model === null || firstWord(make) === firstWord(model) ? (model ?? make) : `${make} ${model}`;
  return name === null ? null : Array.from(name).slice(0, maxCharacters).join('');
}

function firstWord(text: string): string {
  return (text.split(' ', 1)[0] ?? '').toLowerCase();
}
