/** Google's exports cut the name of a photo's data, without its ending, to so many characters ... */
const cutLength = 46;
/** ... and that of the photo itself, also without its ending, to one more. */
const cutStemLength = 47;
const supplement = '.supplemental-metadata';

/** What Google Photos appends to the name of a photo that was edited there, by the language of the account. */
const editedMarks = [
  ...['-edited', '-bearbeitet', '-modifié', '-ha editado', '-editado', '-modificato', '-bewerkt', '-redigerad'],
  ...['-redigeret', '-redigert', '-muokattu', '-edytowane', '-upraveno', '-szerkesztett', '-editat', '-editada'],
  ...[
    '-düzenlendi',
    '-изменено',
    '-отредактировано',
    '-編集済み',
    '-已编辑',
    '-已編輯',
    '-수정됨',
    '-effects',
    '-smile',
    '-mix',
  ],
].map((mark) => mark.normalize('NFD'));

const shortestCutMark = '-ha'.length;

/** What kind of sidecar a file is by its name. */
export function sidecarKind(name: string): 'xmp' | 'json' | 'picasa' | undefined {
  if (/^\.?picasa\.ini$/iu.test(name)) return 'picasa';
  const ending = /\.(xmp|json)$/iu.exec(name)?.[1]?.toLowerCase();
  return ending === 'xmp' || ending === 'json' ? ending : undefined;
}

/**
 * The sidecars in a folder, which finds those of a photo by their names alone.
 *
 * [Note: Sidecars] An XMP sidecar is called like its photo, with `.xmp` behind the name or in place of the ending, in
 * any case; it may belong to several, as to a raw photo and its JPEG. Google's exports have a JSON file for each photo,
 * whose name is that of the photo with `.supplemental-metadata` behind it, cut to 46 characters, sometimes in the middle
 * of the photo's own name; older exports go without that. A number that tells photos of one name apart stands at the
 * end of it. An edited photo has no data of its own but those of the original. Composed and decomposed letters are the
 * same: macOS and archives write the latter. Picasa has one file for a whole folder, which belongs to every photo in it.
 *
 * @see https://github.com/ente/ente/pull/4956 for how exports cut names
 */
export class SidecarNames {
  readonly #xmp = new Map<string, string[]>();
  readonly #exported = new ExportNames();
  readonly #ofFolder: string[] = [];

  /** @param name of a file whose `sidecarKind` is not undefined. */
  add(name: string): void {
    const kind = sidecarKind(name);
    if (kind === 'json') this.#exported.add(name);
    if (kind === 'picasa') this.#ofFolder.push(name);
    if (kind !== 'xmp') return;
    const key = xmpSidecarKey(name);
    const same = this.#xmp.get(key);
    if (same === undefined) this.#xmp.set(key, [name]);
    else same.push(name);
  }

  /** Names of the sidecars of a photo in the folder, by its name: those that are the most its own first. */
  of(photo: string): string[] {
    const own = xmpKeysOf(photo).flatMap((key) => this.#xmp.get(key) ?? []);
    const data = this.#exported.of(photo);
    return [...own, ...(data === undefined ? [] : [data]), ...this.#ofFolder];
  }
}

/** The data files of an export by what they are called after. */
class ExportNames {
  /** By base and number: `x.jpg` and `(1)` for `x.jpg(1).json`. */
  readonly #names = new Map<string, string>();
  /** Cut ones alone. */
  readonly #cut = new Map<string, string>();
  /** By the name without any ending. */
  readonly #stems = new Map<string, string>();

  add(name: string): void {
    const text = name.slice(0, -'.json'.length);
    const { stem: base, number } = numberOf(text);
    const key = keyOf(base, number);
    this.#names.set(key, name);
    // Counted in whatever form of Unicode the export was written.
    const lengths = [text.length, base.length, base.normalize('NFC').length, new TextEncoder().encode(base).length];
    if (lengths.includes(cutLength)) this.#cut.set(key, name);
    const stem = stemOf(base.replace(/\.s[a-z-]*$/u, ''));
    if (stem.ending !== '') this.#stems.set(keyOf(stem.stem, number), name);
  }

  of(photo: string): string | undefined {
    if (this.#names.size === 0) return undefined;
    const { stem, ending } = stemOf(photo);
    const numbered = numberOf(stem);
    return (
      this.#like(numbered.stem, ending, numbered.number) ??
      (numbered.number === '' ? undefined : this.#like(stem, ending, '')) ??
      this.#ofOriginal(numbered, ending)
    );
  }

  #like(stem: string, ending: string, number: string): string | undefined {
    const name = decomposed(stem + ending);
    const whole = name + supplement;
    const exact = this.#names.get(keyOf(name, number));
    if (exact !== undefined) return exact;
    for (let length = whole.length; length > name.length; length--) {
      const found = this.#names.get(keyOf(whole.slice(0, length), number));
      if (found !== undefined) return found;
    }
    return this.#likeCut(name, number) ?? this.#names.get(keyOf(stem, number));
  }

  #likeCut(name: string, number: string): string | undefined {
    if (this.#cut.size === 0) return undefined;
    for (let length = name.length - 1; length >= cutLength / 3; length--) {
      const found = this.#cut.get(keyOf(name.slice(0, length), number));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Data of the photo that this one is an edited version of. */
  #ofOriginal(edited: { readonly stem: string; readonly number: string }, ending: string): string | undefined {
    const stem = withoutMark(edited.stem);
    if (stem === undefined) return undefined;
    const original = numberOf(stem);
    const number = edited.number === '' ? original.number : edited.number;
    // Edited versions are JPEG whatever the original was.
    return this.#like(original.stem, ending, number) ?? this.#stems.get(keyOf(original.stem, number));
  }
}

function withoutMark(text: string): string | undefined {
  const stem = decomposed(text);
  const mark = editedMarks.find((each) => stem.toLowerCase().endsWith(each));
  if (mark !== undefined) return stem.slice(0, -mark.length);
  // Marks are cut, too, where the name is as long as it may be.
  if (text.normalize('NFC').length < cutStemLength) return undefined;
  const dash = stem.lastIndexOf('-');
  const rest = stem.slice(dash).toLowerCase();
  const isCut = dash > 0 && rest.length >= shortestCutMark && editedMarks.some((each) => each.startsWith(rest));
  return isCut ? stem.slice(0, dash) : undefined;
}

function keyOf(base: string, number: string): string {
  return `${decomposed(base)}/${number}`;
}

/** What an XMP sidecar is found by: one of the `xmpKeysOf` its photos. */
export function xmpSidecarKey(name: string): string {
  return xmpKey(name.slice(0, -'.xmp'.length));
}

/** What the XMP sidecars of a photo are found by, by its name: those that are the most its own first. */
export function xmpKeysOf(photo: string): string[] {
  const whole = xmpKey(photo);
  return [...new Set([whole, stemOf(whole).stem])];
}

function xmpKey(name: string): string {
  return decomposed(name).toLowerCase();
}

function decomposed(text: string): string {
  return /^[\0-\x7F]*$/u.test(text) ? text : text.normalize('NFD');
}

function stemOf(name: string): { stem: string; ending: string } {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? { stem: name, ending: '' } : { stem: name.slice(0, dot), ending: name.slice(dot) };
}

/** Take a number in brackets off the end: `x(1)` is `x` and `(1)`. */
function numberOf(text: string): { stem: string; number: string } {
  const number = /\(\d{1,5}\)$/u.exec(text)?.[0] ?? '';
  return { stem: text.slice(0, text.length - number.length), number };
}
