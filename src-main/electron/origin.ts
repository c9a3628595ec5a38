/** The one scheme and origin that pages of this app have. Both are in docs/desktop.md. */
export const scheme = 'eidetic';
export const origin = 'eidetic://app';
export const pageUrl = `${origin}/`;

/** Is this address of the app's own origin? The URL parser decides, not the look of the text. */
export function isOurs(url: string): boolean {
  const parsed = URL.parse(url);
  // Node knows no origin for schemes of its own, so the parts are compared. A password or port makes it another.
  return parsed?.protocol === `${scheme}:` && parsed.host === 'app' && parsed.username === '' && parsed.password === '';
}

/** Is this the address of the page itself, whatever its query or fragment? */
export function isPage(url: string): boolean {
  return isOurs(url) && URL.parse(url)?.pathname === '/';
}
