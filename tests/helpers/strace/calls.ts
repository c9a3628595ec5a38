import { resolve } from 'node:path';

/** A system call as strace prints it, put together again where another process came between its halves. */
export interface Call {
  readonly pid: number;
  readonly name: string;
  readonly args: string;
  /** What it returned, with what strace says about it; empty when the process ended within it. */
  readonly result: string;
}

const line = /^(?<pid>\d+) +(?:<\.\.\. (?<resumed>\w+) resumed>|(?<begun>\w+)\()(?<rest>.*)$/;
/** A signal, or an end. */
const event = /^\d+ +(?:---|\+\+\+) /;
/** Arguments and what was returned: a number, or a question mark where nothing was. */
const ended = /^(.*)\) += ((?:-?\d|\?).*)$/;
const unfinished = /,? *<unfinished \.\.\.>$/;

/**
 * Read what `strace -f -o` wrote. Signals and ends of processes are passed over.
 *
 * @throws Error for a line that is none of strace's.
 */
export function parseCalls(trace: string): Call[] {
  const calls: Call[] = [];
  const begun = new Map<string, string>();
  for (const text of trace.split('\n').filter((part) => part !== '' && !event.test(part))) {
    const { pid, name, rest } = readLine(text);
    const key = `${pid} ${name}`;
    const whole = (begun.get(key) ?? '') + rest;
    begun.delete(key);
    if (unfinished.test(rest)) begun.set(key, whole.replace(unfinished, ''));
    else calls.push(readCall(pid, name, whole));
  }
  for (const [key, rest] of begun) {
    const [pid = '', name = ''] = key.split(' ');
    calls.push(readCall(pid, name, rest));
  }
  return calls;
}

function readLine(text: string): { pid: string; name: string; rest: string } {
  const { pid, resumed, begun, rest } = line.exec(text)?.groups ?? {};
  const name = resumed ?? begun;
  if (pid === undefined || name === undefined || rest === undefined)
    throw new Error(`Expected a line of strace but received "${text}"`);
  return { pid, name, rest };
}

function readCall(pid: string, name: string, text: string): Call {
  const [, args = text, result = ''] = ended.exec(text) ?? [];
  return { pid: Number(pid), name, args, result };
}

/** A string in quotes, perhaps after the folder that it is relative to, as `strace -y` prints it. */
const quoted = /(?:(?:AT_FDCWD|\d+)<((?:[^<>\\]|\\.)*)>, *)?"((?:[^"\\]|\\.)*)"/g;

/** The paths among the arguments of a call, in order, absolute. `folder`: where processes are unless strace says. */
export function pathsOf({ args }: Call, folder: string): string[] {
  return [...args.matchAll(quoted)].map(([, base, path = '']) => resolve(unescape(base ?? folder), unescape(path)));
}

/** strace writes bytes beyond ASCII as octal numbers. */
function unescape(text: string): string {
  const latin1 = text.replace(/\\([0-7]{1,3}|.)/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : code,
  );
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

/** An address that a call names. */
export type Address =
  | { readonly family: 'internet'; readonly host: string; readonly port: number }
  | { readonly family: 'unix'; readonly path: string }
  | { readonly family: 'other'; readonly name: string };

const families = /sa_family=(\w+)((?:"(?:[^"\\]|\\.)*"|[^}])*)/g;

export function addressesOf({ args }: Call): Address[] {
  return [...args.matchAll(families)].map(([, name = '', rest = '']): Address => {
    if (name === 'AF_UNIX') {
      const [, path = ''] = /sun_path=(@?"(?:[^"\\]|\\.)*")/.exec(rest) ?? [];
      return { family: 'unix', path: unescape(path.replaceAll('"', '')) };
    }
    const host = /inet_(?:addr\(|pton\(AF_INET6, )"([^"]*)"/.exec(rest)?.[1];
    const port = /sin6?_port=htons\((\d+)\)/.exec(rest)?.[1];
    if (host === undefined || port === undefined) return { family: 'other', name };
    return { family: 'internet', host, port: Number(port) };
  });
}
