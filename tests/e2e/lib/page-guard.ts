import type { BrowserContext, Page } from 'playwright-core';

/**
 * Notes everything that must not happen while a page is used: errors of its scripts, errors in its console, breaches of its
 * content security policy, and requests to anything but its own server.
 */
export class PageGuard {
  #problems: string[] = [];
  readonly #origins = new Set<string>();
  #expected: RegExp[] = [];

  constructor(context: BrowserContext) {
    context.on('page', (page) => {
      this.#watch(page);
    });
    context.on('request', (request) => {
      this.#checkAddress(request.url());
    });
    context.on('weberror', (error) => {
      this.#note(`page error: ${error.error().stack ?? error.error().message}`);
    });
    context.on('console', (message) => {
      // Breaches of the policy are among them.
      if (message.type() === 'error') this.#note(`console error: ${message.text()} (${message.location().url})`);
    });
  }

  /** The page may talk to this server. */
  allowOrigin(origin: string): void {
    this.#origins.add(origin);
  }

  /** What the test that runs brings about itself. */
  expect(...problems: readonly RegExp[]): void {
    this.#expected.push(...problems);
  }

  /** Has this happened, in the test that runs? */
  hasNoted(problem: RegExp): boolean {
    return this.#problems.some((noted) => problem.test(noted));
  }

  /** What has happened since the last call, without what was expected. */
  take(): string[] {
    const unexpected = this.#problems.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)));
    this.#problems = [];
    this.#expected = [];
    return unexpected;
  }

  #watch(page: Page): void {
    page.on('websocket', (socket) => {
      this.#checkAddress(socket.url().replace(/^ws/u, 'http'));
    });
    page.on('crash', () => {
      this.#note('the page has crashed');
    });
  }

  #checkAddress(address: string): void {
    const { origin, protocol } = new URL(address);
    const isOwn = this.#origins.has(origin) || protocol === 'data:' || protocol === 'blob:';
    if (!isOwn) this.#note(`request to another origin: ${address}`);
  }

  #note(problem: string): void {
    this.#problems.push(problem);
  }
}
