import type { Files } from './temp-folder.ts';

/** A stand-in for the built page: what a bundler would write, without the page. */
export const pageFolder: Files = {
  'index.html': '<!doctype html><title>Page</title><script type="module" src="/assets/main-D3adB33f.js"></script>',
  'assets/main-D3adB33f.js': 'document.title = "Page, alive";',
  'assets/main-C0ffee00.css': 'body { color: green }',
  'assets/icon-12345678.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'assets/odd.unknown': 'odd',
};
