import { describe, expect, test } from 'vitest';
import { parseCalls, pathsOf } from './calls.ts';
import { findLeaks } from './leaks.ts';

const bounds = { writable: ['/home/me/data', '/tmp/run'], programs: ['/usr/bin/node'], folder: '/app' };

/** Lines as strace 6.1 printed them; the process is added. */
function leaks(...lines: string[]): string[] {
  return findLeaks(parseCalls(lines.map((line) => `4711 ${line}\n`).join('')), bounds);
}

const internet = (host: string, port: number): string =>
  `{sa_family=AF_INET, sin_port=htons(${String(port)}), sin_addr=inet_addr("${host}")}, 16) = 0`;
const internet6 = (host: string): string =>
  `{sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "${host}", &sin6_addr), sin6_scope_id=0}, 28) = 0`;

describe('a trace', () => {
  test('is read as calls, with those that were interrupted in one piece', () => {
    const trace = [
      '10 openat(AT_FDCWD</app>, "a (1) = b", O_RDONLY|O_CLOEXEC) = 3</app/a (1) = b>',
      '10 mkdir("/tmp/run/x", 0777 <unfinished ...>',
      '11 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---',
      '11 socket(AF_UNIX, SOCK_STREAM, 0)     = 4<UNIX:[1]>',
      '10 <... mkdir resumed>)               = -1 EEXIST (File exists)',
      '11 recvfrom(4, <unfinished ...>',
      '11 +++ killed by SIGKILL +++',
      '',
    ];
    expect(parseCalls(trace.join('\n'))).toEqual([
      { pid: 10, name: 'openat', args: 'AT_FDCWD</app>, "a (1) = b", O_RDONLY|O_CLOEXEC', result: '3</app/a (1) = b>' },
      { pid: 11, name: 'socket', args: 'AF_UNIX, SOCK_STREAM, 0', result: '4<UNIX:[1]>' },
      { pid: 10, name: 'mkdir', args: '"/tmp/run/x", 0777', result: '-1 EEXIST (File exists)' },
      { pid: 11, name: 'recvfrom', args: '4', result: '' },
    ]);
  });

  test('that is none is refused', () => {
    expect(() => parseCalls('strace: Process 12 attached')).toThrow('Expected a line of strace');
  });

  test('names paths relative to the folder of the process or of a descriptor', () => {
    const [call] = parseCalls('1 renameat2(AT_FDCWD</app>, "a/../b", 31</tmp/run>, "c \\"d\\"", 0) = 0');
    expect(call && pathsOf(call, '/elsewhere')).toEqual(['/app/b', '/tmp/run/c "d"']);
    const [old] = parseCalls('1 mkdir("gr\\303\\274n", 0777) = 0');
    expect(old && pathsOf(old, '/app')).toEqual(['/app/grün']);
  });
});

describe('the network', () => {
  test.each([
    ['to another machine', `connect(33<TCP:[1]>, ${internet('20.42.65.92', 443)}`, 'connect: 20.42.65.92 port 443'],
    ['to another machine, IPv6', `connect(33, ${internet6('2603:1061::5')}`, 'connect: 2603:1061::5 port 443'],
    ['from every address', `bind(20, ${internet('0.0.0.0', 8080)}`, 'bind: 0.0.0.0 port 8080'],
    ['for a name', `connect(33, ${internet('10.255.255.53', 53)}`, 'connect: 10.255.255.53 port 53'],
    ['for a name, of a server here', `connect(33, ${internet('127.0.0.53', 53)}`, 'connect: 127.0.0.53 port 53'],
    [
      'for a name, of a service here',
      'connect(32, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)',
      'connect: /var/run/nscd/socket',
    ],
    ['by datagram', `sendto(9, "x", 1, 0, ${internet('8.8.8.8', 9)}`, 'sendto: 8.8.8.8 port 9'],
    [
      'by datagrams',
      'sendmmsg(9, [{msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("8.8.8.8")}, msg_namelen=16}}], 1, 0) = 1',
      'sendmmsg: 8.8.8.8 port 9',
    ],
    ['that only asks', 'socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = 32', 'socket: AF_INET6, SOCK_DGRAM, IPPROTO_IP'],
    ['of the kernel', 'socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 5', 'socket: AF_NETLINK, SOCK_RAW, NETLINK_ROUTE'],
    ['of the kernel, bound', 'bind(5, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=0}, 12) = 0', 'bind: AF_NETLINK'],
    ['of other families', 'connect(5, {sa_family=AF_VSOCK, svm_cid=2, svm_port=1}, 16) = 0', 'connect: AF_VSOCK'],
  ])('is a leak %s', (_, line, expected) => {
    expect(leaks(line)).toEqual([expected]);
  });

  test('is none within this machine', () => {
    expect(
      leaks(
        'socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3',
        'socketpair(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0, [27<socket:[1]>, 28<socket:[2]>]) = 0',
        'socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 20',
        `bind(20, ${internet('127.0.0.1', 0)}`,
        `connect(20, ${internet6('::1')}`,
        'accept4(20, {sa_family=AF_INET, sin_port=htons(50112), sin_addr=inet_addr("127.0.0.1")}, [128 => 16], SOCK_CLOEXEC) = 24',
        'getsockname(21, {sa_family=AF_UNIX}, [128 => 2]) = 0',
        'connect(32, {sa_family=AF_UNIX, sun_path="/tmp/run/s"}, 110) = 0',
        'sendto(24, "a", 1, MSG_NOSIGNAL, NULL, 0) = 1',
      ),
    ).toEqual([]);
  });
});

describe('files', () => {
  test.each([
    ['openat(AT_FDCWD</app>, "/etc/machine-id", O_RDONLY) = -1 ENOENT (No such file)', 'read: /etc/machine-id'],
    ['openat(AT_FDCWD</app>, "/etc/resolv.conf", O_RDONLY|O_CLOEXEC) = 32</etc/resolv.conf>', 'read: /etc/resolv.conf'],
    ['open("/sys/class/net/eth0/address", O_RDONLY) = 3', 'read: /sys/class/net/eth0/address'],
    ['openat(AT_FDCWD</app>, "log", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3</app/log>', 'file made or changed: /app/log'],
    ['openat(9</home/me>, ".bashrc", O_RDWR) = 3</home/me/.bashrc>', 'file made or changed: /home/me/.bashrc'],
    ['openat(AT_FDCWD</app>, "/tmp/run2/x", O_WRONLY|O_CREAT, 0666) = 3', 'file made or changed: /tmp/run2/x'],
    ['openat(AT_FDCWD</app>, "/", O_RDWR|O_TMPFILE, 0600) = 3', 'file made or changed: /'],
    ['creat("/tmp/x", 0666) = 3', 'file made or changed: /tmp/x'],
    ['mkdir("/home/me/.cache", 0700) = 0', 'folder made: /home/me/.cache'],
    ['symlink("/tmp/run/a", "/home/me/a") = 0', 'link made: /home/me/a'],
    ['rename("/tmp/run/a", "/home/me/a") = 0', 'rename: /home/me/a'],
    ['unlinkat(31</home/me/photos>, "a.jpg", 0) = 0', 'unlinkat: /home/me/photos/a.jpg'],
    ['utimensat(AT_FDCWD</app>, "/home/me/photos/a.jpg", NULL, 0) = 0', 'utimensat: /home/me/photos/a.jpg'],
    ['execve("/usr/bin/curl", ["curl"], 0x7ffc /* 9 vars */) = 0', 'program started: /usr/bin/curl'],
    ['io_uring_setup(256, {flags=0}) = 4', 'io_uring: what goes through it is not in the trace'],
  ])('%s is a leak', (line, expected) => {
    expect(leaks(line, line)).toEqual([expected]);
  });

  test('are none within the bounds, nor where they are read', () => {
    expect(
      leaks(
        'openat(AT_FDCWD</app>, "/home/me/photos/a.jpg", O_RDONLY|O_CLOEXEC) = 3',
        'openat(AT_FDCWD</app>, "/home/me/data/library.sqlite", O_RDWR|O_CREAT, 0644) = 3',
        'openat(AT_FDCWD</app>, "/dev/null", O_RDWR) = 3</dev/null>',
        'openat(AT_FDCWD</app>, "/etc/ssl/openssl.cnf", O_RDONLY) = 3',
        'io_uring_setup(256, {flags=0}) = -1 ENOSYS (Function not implemented) (INJECTED)',
        'mkdir("/home", 0777) = -1 EEXIST (File exists)',
        'mkdir("/home/me/data", 0777) = 0',
        'symlink("/etc/passwd", "/tmp/run/link") = 0',
        'rename("/tmp/run/a", "/home/me/data/a") = 0',
        'execve("/usr/bin/node", ["node", "/usr/bin/curl"], 0x7ffc /* 9 vars */) = 0',
      ),
    ).toEqual([]);
  });
});
