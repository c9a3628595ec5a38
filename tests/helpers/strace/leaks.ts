import { sep } from 'node:path';
import { addressesOf, type Address, type Call, pathsOf } from './calls.ts';

export interface Bounds {
  /** Folders in which files may be made and changed, absolute. */
  readonly writable: readonly string[];
  /** The programs that may be started. */
  readonly programs: readonly string[];
  /** Where the processes were started. */
  readonly folder: string;
}

/** The calls by which something gets out, and those that strace would not see through. */
export const tracedCalls = [
  '%network',
  ...['open', 'openat', 'openat2', 'creat', 'mkdir', 'mkdirat', 'mknod', 'mknodat', 'truncate'],
  ...['rename', 'renameat', 'renameat2', 'link', 'linkat', 'symlink', 'symlinkat'],
  ...['unlink', 'unlinkat', 'rmdir', 'chmod', 'fchmodat', 'utimensat'],
  ...['execve', 'io_uring_setup'],
];

/** What names the machine, and what is read to look up the name of another. */
const telling = new RegExp(
  [
    '^/etc/(?:machine-id|hostname|hosts|host\\.conf|resolv\\.conf|nsswitch\\.conf|gai\\.conf|services)$',
    '^/var/lib/dbus/machine-id$',
    '^/run/systemd/resolve/',
    '^/proc/sys/kernel/(?:hostname|random/boot_id)$',
    '^/proc/(?:self|\\d+)/net/',
    '^/sys/class/(?:dmi|net)/',
    '^/sys/devices/virtual/dmi/',
  ].join('|'),
);

/** Written to by everybody, kept by nobody. */
const devices = /^\/dev\/(?:null|tty|pts\/\d+)$/;

/**
 * What in a trace breaks the promise that nothing leaves the machine, each once, in words: connections and datagrams to
 * anything but this machine, names looked up, what identifies the machine read, files made or changed outside of the
 * bounds, other programs started. Attempts that failed count.
 */
export function findLeaks(calls: readonly Call[], bounds: Bounds): string[] {
  return [...new Set(calls.flatMap((call) => leaksOf(call, bounds)))];
}

function leaksOf(call: Call, bounds: Bounds): string[] {
  const { name, args, result } = call;
  if (name === 'socket') return isLocalSocket(args) ? [] : [`socket: ${args}`];
  if (name === 'io_uring_setup')
    return result.includes('INJECTED') ? [] : ['io_uring: what goes through it is not in the trace'];
  const paths = pathsOf(call, bounds.folder);
  if (name === 'execve')
    return paths.slice(0, 1).flatMap((path) => (bounds.programs.includes(path) ? [] : [`program started: ${path}`]));
  const outside = paths.filter((path) => !isWithin(path, bounds.writable));
  if (/^(?:open|creat)/.test(name)) return opened(call, paths, outside);
  // A folder that is there is not made.
  if (name.startsWith('mkdir')) return result.includes('EEXIST') ? [] : outside.map((path) => `folder made: ${path}`);
  // What the link leads to is left alone.
  if (name.startsWith('symlink'))
    return outside.filter((path) => path === paths.at(-1)).map((path) => `link made: ${path}`);
  if (isFileCall(name)) return outside.map((path) => `${name}: ${path}`);
  return addressesOf(call)
    .filter((address) => !isLocal(address, bounds))
    .map((address) => `${name}: ${described(address)}`);
}

function isFileCall(name: string): boolean {
  return /^(?:rename|link|unlink|rmdir|mknod|truncate|chmod|fchmodat|utimensat)/.test(name);
}

function opened({ name, args }: Call, paths: readonly string[], outside: readonly string[]): string[] {
  const isWriting = name === 'creat' || /\bO_(?:CREAT|WRONLY|RDWR|TMPFILE)\b/.test(args);
  return [
    ...paths.filter((path) => telling.test(path)).map((path) => `read: ${path}`),
    ...(isWriting ? outside.filter((path) => !devices.test(path)).map((path) => `file made or changed: ${path}`) : []),
  ];
}

/** Of the kind that browsers and our own processes use; a datagram is how names are looked up. */
function isLocalSocket(args: string): boolean {
  return /^AF_UNIX\b/.test(args) || /^AF_INET6?, SOCK_STREAM\b/.test(args);
}

function isLocal(address: Address, { writable }: Bounds): boolean {
  switch (address.family) {
    case 'internet':
      return /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(address.host) && address.port !== 53;
    case 'unix':
      // Those of the system's services, such as that for names, lie elsewhere. An empty one is that of a pair.
      return address.path === '' || isWithin(address.path, writable);
    case 'other':
      return false;
  }
}

function described(address: Address): string {
  switch (address.family) {
    case 'internet':
      return `${address.host} port ${String(address.port)}`;
    case 'unix':
      return address.path;
    case 'other':
      return address.name;
  }
}

function isWithin(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(folder + sep));
}
