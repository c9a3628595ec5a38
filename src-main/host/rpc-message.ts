import { z } from 'zod';

/** Longest message without an attachment, in characters or bytes; the longest call of the contract is far below. */
const maxJsonLength = 1024 * 1024;

/** Separates the JSON of a message from its attachment; no byte of UTF-8 is it. */
const delimiter = 0xff;

const header = z.union([z.string(), z.array(z.string())]);

/** What a client may send: a call, or (`t: 4`) that it has lost interest in one. */
const RpcMessage = z.union([
  z.strictObject({
    i: z.string().min(1).max(40),
    t: z.literal(1).optional(),
    p: z.strictObject({
      u: z.string().startsWith('/').max(200),
      m: z.literal('POST').optional(),
      h: z.record(z.string(), header).optional(),
      b: z.unknown().optional(),
    }),
  }),
  z.strictObject({ i: z.string().min(1).max(40), t: z.literal(4), p: z.unknown().optional() }),
]);

/**
 * What the RPC library may be given of what a client sent; undefined for anything that is no message of this contract. It
 * is checked before the library sees it, because that takes the shape for granted and knows more kinds of messages.
 */
export function parseRpcMessage(sent: unknown): string | Uint8Array | undefined {
  const message = sent instanceof ArrayBuffer ? new Uint8Array(sent) : sent;
  if (typeof message !== 'string' && !(message instanceof Uint8Array)) return undefined;
  const json = jsonOf(message);
  if (json === undefined) return undefined;
  try {
    return RpcMessage.safeParse(JSON.parse(json)).success ? message : undefined;
  } catch {
    // Not JSON: refused like everything else that is no call.
    return undefined;
  }
}

function jsonOf(message: string | Uint8Array): string | undefined {
  if (typeof message === 'string') return message.length <= maxJsonLength ? message : undefined;
  const end = message.subarray(0, maxJsonLength + 1).indexOf(delimiter);
  const json = end === -1 ? message : message.subarray(0, end);
  return json.length <= maxJsonLength ? new TextDecoder().decode(json) : undefined;
}
