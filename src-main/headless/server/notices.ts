import { inertPolicy, securityHeaders } from '../../host/security-headers.ts';
import type { Refusal } from './gate.ts';

const noticeHeaders = {
  ...securityHeaders,
  'Content-Type': 'text/html; charset=utf-8',
  // Not sandboxed, unlike photos: a sandboxed page may not lead to another.
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
};

/**
 * Lead on to the page with a fresh cookie. The page goes on by itself instead of redirecting: in a redirect the browser
 * still counts the site where the link was clicked as the one that asks, and keeps a SameSite=Strict cookie back.
 */
export function welcome(setCookie: string | null): Response {
  const headers = new Headers(noticeHeaders);
  if (setCookie !== null) headers.set('Set-Cookie', setCookie);
  const goOn = '<meta http-equiv="refresh" content="0;url=/"><p><a href="/">Open your photos</a></p>';
  return new Response(htmlPage(goOn), { headers });
}

/** For everybody who comes without the cookie. */
export function strangers(): Response {
  const text =
    '<h1>This is Eidetic, but not yet for you</h1>' +
    '<p>Open the link that Eidetic printed in its terminal. It works once.</p>' +
    '<p>Was it used already? Press Enter in that terminal for another.</p>';
  return new Response(htmlPage(text), { status: 401, headers: noticeHeaders });
}

export function refusalAnswer({ status, text, headers = {} }: Refusal): Response {
  return new Response(text, {
    status,
    headers: {
      ...securityHeaders,
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Security-Policy': inertPolicy,
      'Cache-Control': 'no-store',
      ...headers,
    },
  });
}

function htmlPage(body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Eidetic</title>${body}</html>\n`;
}
