/** Make texts comparable that differ in case, accents or the way they are composed: `São` and `SAO` both give `sao`. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/gu, '')
    .toLowerCase();
}
