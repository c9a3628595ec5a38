/** Control characters, separators of lines and paths, and marks that turn the direction of text around. */
const unsafe = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/gu;

/**
 * A Content-Disposition that has a browser save the answer under a file's own name, which is untrusted text.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6266, https://www.rfc-editor.org/rfc/rfc8187
 */
export function attachment(fileName: string): string {
  const name = fileName.toWellFormed().replace(unsafe, '_');
  const ascii = name.replace(/[^\x20-\x7e]|%/gu, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${extendedValue(name)}`;
}

/** Percent-encode what RFC 8187 does not allow as it is. */
function extendedValue(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
