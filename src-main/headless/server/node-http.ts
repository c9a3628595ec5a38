import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What an answer may depend on. Nothing else of a request goes further than the gate. */
const passedHeaders = ['if-none-match', 'if-range', 'range'] as const;

/** A request without body that has passed the gate, as the web's standard has it. */
export function toRequest(incoming: IncomingMessage, origin: string): Request {
  const headers = new Headers();
  for (const name of passedHeaders) {
    const value = incoming.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return new Request(new URL(incoming.url ?? '/', origin), { method: incoming.method ?? 'GET', headers });
}

/**
 * Send an answer, no faster than the client takes it. A client that goes away ends the answer's body; a body that fails
 * ends the connection, so that the client sees the answer is incomplete.
 *
 * @throws what the body failed with, or ERR_STREAM_PREMATURE_CLOSE when the client went away.
 */
export async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  if (outgoing.destroyed) {
    await response.body?.cancel();
    return;
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) outgoing.end();
  else await pipeline(response.body, outgoing);
}

/** Answer a request for an upgrade that is not granted. */
export async function sendRaw(response: Response, socket: Duplex): Promise<void> {
  const body = await response.text();
  const headers = [...response.headers, ['Content-Length', String(Buffer.byteLength(body))], ['Connection', 'close']];
  const lines = headers.map(([name = '', value = '']) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${response.status} Refused`, ...lines, '', body].join('\r\n'));
}
