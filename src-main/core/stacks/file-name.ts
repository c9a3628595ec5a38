/** What the name of a file says about which others it belongs to. */
export interface FileName {
  /** The same for files that belong together by their names, as far as names can tell. Case and the ending are no matter. */
  readonly key: string;
  /** It is said to be an edited copy. */
  readonly isEdited: boolean;
  /** Of `DSC1-2.JPG` the key of `DSC1.JPG`, whose second version it may be; null for names without such a number. */
  readonly versionOf: string | null;
  /** A camera named it as the one to show. */
  readonly isCover: boolean;
  /** What a camera named a burst by; null for none. */
  readonly burst: string | null;
}

/**
 * What programs append to the names of edited copies. Google's exports do it in the language of the account; Lightroom
 * and Photoshop's `-Edit` is translated, too.
 *
 * @see https://github.com/TheLastGimbus/GooglePhotosTakeoutHelper/blob/master/lib/extras.dart
 */
const editedMarks = [
  ...['edited', 'edit', 'effects', 'smile', 'mix', 'bearbeitet', 'modifié', 'modificato', 'bewerkt', 'edytowane'],
  ...['ha editado', 'editado', 'editat', 'diedit', 'düzenlendi', 'отредактировано', 'đã chỉnh sửa', 'تم التعديل'],
  ...['編集済み', '已编辑', '편집됨', 'संपादित', 'แก้ไขแล้ว'],
];

/** With the number of a repeated name behind it, which is part of the name of the original: `a-edited(1)` is of `a(1)`. */
const editedEnd = new RegExp(
  `^(?<stem>.+?)[-_ ](?:${editedMarks.join('|')})(?<repeat>(?:-\\d{1,2}|\\(\\d{1,3}\\))?)$`,
  'u',
);
/** `IMG_E1234` is what an iPhone made of `IMG_1234`. */
const appleEdited = /^(?<prefix>[a-z]{3}_)e(?<number>\d{4,})(?<rest>.*)$/u;
/** Pixel phones: `PXL_x.RAW-01.COVER`, `PXL_x.RAW-02.ORIGINAL`, `PXL_x.PORTRAIT-01.COVER`, and `PXL_x.MP` with a video. */
const pixelPart =
  /^(?<stem>.+?)\.(?:[a-z_]+-\d{1,3}(?:\.(?<role>cover|original))?|mp(?:\.(?<motionRole>cover|original))?)$/u;
const pixelBurst = /^\d+img_\d+_burst(?<burst>\d{8,})(?<cover>_cover)?$/u;
const versionEnd = /^(?<stem>.+)-(?:[2-9]|[1-9]\d)$/u;

/** Longest name that is looked into: file systems allow 255 bytes. */
const maxCharacters = 300;

/**
 * Read a file's name. Any text is one: it never throws.
 *
 * @param name without a folder, with its ending.
 */
export function readFileName(name: string): FileName {
  const dot = name.lastIndexOf('.');
  const stem = (dot > 0 ? name.slice(0, dot) : name).slice(0, maxCharacters).normalize('NFC').toLowerCase();
  const burst = pixelBurst.exec(stem)?.groups;
  if (burst !== undefined) {
    const isCover = burst['cover'] !== undefined;
    return { key: stem, isEdited: false, versionOf: null, isCover, burst: burst['burst'] ?? null };
  }
  const { stem: unedited, isEdited } = withoutEditedMark(stem);
  const part = pixelPart.exec(unedited)?.groups;
  const key = part?.['stem'] ?? unedited;
  const isCover = (part?.['role'] ?? part?.['motionRole']) === 'cover';
  return { key, isEdited, versionOf: versionEnd.exec(key)?.groups?.['stem'] ?? null, isCover, burst: null };
}

function withoutEditedMark(stem: string): { stem: string; isEdited: boolean } {
  const marked = editedEnd.exec(stem)?.groups;
  if (marked !== undefined) {
    const repeat = marked['repeat'] ?? '';
    return { stem: `${marked['stem'] ?? ''}${repeat.startsWith('(') ? repeat : ''}`, isEdited: true };
  }
  const apple = appleEdited.exec(stem)?.groups;
  if (apple === undefined) return { stem, isEdited: false };
  return { stem: `${apple['prefix'] ?? ''}${apple['number'] ?? ''}${apple['rest'] ?? ''}`, isEdited: true };
}
