/**
 * What the page may do: run its own scripts and styles, show its own pictures and videos, talk to its own origin. Nothing inline,
 * nothing from elsewhere, no HTML made from strings but through the one policy of the page's framework.
 *
 * @see https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/trusted-types/
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

/** For everything that is no page of ours: should a browser open it as a document, that can do nothing at all. */
export const inertPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";

const unusedPermissions = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

/** Headers of every answer, whatever it is. A Content-Security-Policy comes with what is answered. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // For the links of a page a browser looks names up before anybody follows them.
  'X-DNS-Prefetch-Control': 'off',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': unusedPermissions.map((name) => `${name}=()`).join(', '),
};
