import type { IncomingMessage } from 'node:http';

/** Why a request is not answered. The text goes to whoever asked: it says nothing that they do not know. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>;

export const enterPath = '/enter';
const rpcPath = '/rpc';

const maxTargetLength = 2048;
/** A path of plain characters, and perhaps a query: nothing that is encoded, nothing that could be read in two ways. */
const plainTarget = /^\/[\w./-]*(?:\?[\w.=&~-]*)?$/;
const dotSegment = /\/\.{1,2}(?:[/?]|$)/;

/**
 * Find out whether a request can come from our own page or from the user's address bar, before anything else is looked
 * at. Every web page that the user has open may send requests to this machine; a browser says where from.
 *
 * @param port where this server listens.
 * @returns null for a request that may be answered; whose it is, the cookie tells.
 * @see https://www.rfc-editor.org/rfc/rfc6454 (Origin), https://www.w3.org/TR/fetch-metadata/
 */
export function refuse(request: Asked, port: number): Refusal | null {
  return (
    refuseHost(request, port) ??
    refuseOrigin(request) ??
    refuseSite(request) ??
    refuseMethod(request) ??
    refuseTarget(request)
  );
}

/** As `refuse`, for what asks to become a WebSocket: there the origin must be said. */
export function refuseUpgrade(request: Asked, port: number): Refusal | null {
  const refusal = refuse(request, port);
  if (refusal !== null) return refusal;
  if (request.headers.origin === undefined) return { status: 403, text: 'Expected an Origin' };
  if (request.url !== rpcPath || request.method !== 'GET') return { status: 404, text: 'Not found' };
  const isWebSocket = request.headers.upgrade?.toLowerCase() === 'websocket';
  return isWebSocket ? null : { status: 400, text: 'Expected a WebSocket' };
}

/** A name that leads here but is not ours is DNS rebinding: that page's origin would be the attacker's. */
function refuseHost({ headers, rawHeaders }: Asked, port: number): Refusal | null {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  const names = ['127.0.0.1', 'localhost'];
  const ours = port === 80 ? names : names.map((name) => `${name}:${port}`);
  if (hosts.length === 1 && ours.includes(headers.host ?? '')) return null;
  return { status: 421, text: 'This server answers under its own address only' };
}

function refuseOrigin({ headers }: Asked): Refusal | null {
  if (headers.origin === undefined || headers.origin === `http://${headers.host ?? ''}`) return null;
  return { status: 403, text: 'Expected the own origin' };
}

/** `same-site` is refused too: for a browser every server on this machine is the same site, whatever its port. */
function refuseSite({ headers, method, url }: Asked): Refusal | null {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  // The link that lets a user in may be clicked anywhere; it carries its own secret.
  const isEntry = method === 'GET' && url?.startsWith(`${enterPath}?`) === true;
  if (isEntry && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document') return null;
  return { status: 403, text: 'Expected a request of the own page' };
}

function refuseMethod({ method }: Asked): Refusal | null {
  if (method === 'GET' || method === 'HEAD') return null;
  return { status: 405, text: 'Expected GET or HEAD', headers: { Allow: 'GET, HEAD' } };
}

function refuseTarget({ url = '' }: Asked): Refusal | null {
  if (url.length > maxTargetLength) return { status: 414, text: 'Too long' };
  if (plainTarget.test(url) && !dotSegment.test(url) && !url.startsWith('//')) return null;
  return { status: 400, text: 'Expected a plain path' };
}
