#!/usr/bin/env node
// The database module crashes older versions of Node instead of refusing them, so this file must not import it.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `Eidetic needs Node 24 or newer but is run by ${process.version}. In a clone, use: npm run --silent eidetic -- <arguments>\n`,
  );
  process.exitCode = 2;
} else {
  // A call to a drive that hangs keeps a thread of libuv, of which there are four by default.
  process.env['UV_THREADPOOL_SIZE'] ??= '16';
  const { main } = await import('./cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}

export {};
