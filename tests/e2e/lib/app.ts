import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type WebSocket,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import { runCommand } from '../../../bench/lib/command-line.ts';
import { resources } from '../../../src-contract/index.ts';
import { hasEvalData } from '../../helpers/eval-data.ts';
import { beginKnowing } from '../../helpers/known-library.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { chromiumPath } from './chromium.ts';
import { PageGuard } from './page-guard.ts';
import { ServerProcess } from './server-process.ts';
import { Ui } from './ui.ts';

/** False where there is no browser or no photos: pass it to `skipIf` negated. */
export const canRun = hasEvalData && chromiumPath !== undefined;

export interface AppOptions {
  /** Writes photos into the folder given. */
  readonly photos?: (folder: string) => Promise<void>;
  /** Fills the data folder before the server starts: it is empty, or has the captions. */
  readonly library?: (dataDir: string) => Promise<void>;
  /** Register the folder of photos and index it before the server starts. */
  readonly indexed?: boolean;
  /** Begin with the captions encoded, where photos are yet to be indexed and what else the encoder does is no matter. */
  readonly hasCaptions?: boolean;
  /** Writes entries of the catalogue of models into the folder given. There are none unless it does, and nothing is offered. */
  readonly models?: (folder: string) => Promise<void>;
  readonly browser?: BrowserContextOptions;
}

const screenshots = join(import.meta.dirname, '..', 'screenshots');
export const defaultViewport = { width: 1440, height: 900 };

/** The id of a call in what was sent. */
function idIn(sent: string): string | undefined {
  return /"i":"([^"]+)"/u.exec(sent)?.[1];
}

/** The real server over real photos, and a browser that shows its page. */
export class App implements AsyncDisposable {
  /** Folder of the photos. */
  readonly photos: string;
  readonly dataDir: string;
  /** For whatever else a test writes. */
  readonly scratch: string;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly ui: Ui;
  readonly guard: PageGuard;
  #server: ServerProcess;
  #photosByName: ReadonlyMap<string, number> | undefined;
  /** The page's latest connection. */
  #socket: WebSocket | undefined;
  readonly #resources: AsyncDisposableStack;

  private constructor(
    folder: string,
    server: ServerProcess,
    context: BrowserContext,
    page: Page,
    guard: PageGuard,
    resources: AsyncDisposableStack,
  ) {
    this.photos = join(folder, 'photos');
    this.dataDir = join(folder, 'data');
    this.scratch = join(folder, 'scratch');
    this.context = context;
    this.page = page;
    this.ui = new Ui(page);
    this.guard = guard;
    this.#server = server;
    this.#resources = resources;
    page.on('websocket', (socket) => (this.#socket = socket));
  }

  static async start(options: AppOptions): Promise<App> {
    await using stack = new AsyncDisposableStack();
    const { path } = stack.use(await tempFolder());
    const [photos, dataDir] = [join(path, 'photos'), join(path, 'data')];
    await mkdir(photos);
    await mkdir(join(path, 'scratch'));
    await mkdir(catalogueBeside(dataDir));
    await options.models?.(catalogueBeside(dataDir));
    await options.photos?.(photos);
    if (options.hasCaptions === true) await beginKnowing('captions', dataDir, inject('knownDir'));
    await options.library?.(dataDir);
    if (options.indexed === true) {
      await beginKnowing('photos', dataDir, inject('knownDir'));
      await runCommand(['--data-dir', dataDir, 'index', photos]);
    }
    const server = await startServer(dataDir);
    const browser = await launch();
    stack.defer(() => browser.close());
    const context = await browser.newContext({
      viewport: defaultViewport,
      locale: 'en-US',
      reducedMotion: 'reduce',
      ...options.browser,
    });
    context.setDefaultTimeout(15_000);
    const guard = new PageGuard(context);
    const page = await context.newPage();
    const app = new App(path, server, context, page, guard, stack.move());
    app.#resources.defer(() => app.#server[Symbol.asyncDispose]());
    await app.enter();
    return app;
  }

  get server(): ServerProcess {
    return this.#server;
  }

  /** Open the link that the server printed, and wait for the page behind it. */
  async enter(): Promise<void> {
    this.guard.allowOrigin(this.server.origin);
    await this.page.goto(this.server.link);
    await this.page.waitForURL(`${this.server.origin}/`);
    await this.page.getByRole('main').waitFor();
  }

  /** Begin anew, with nothing open, searched for or selected. */
  async reload(): Promise<void> {
    await this.page.goto(`${this.server.origin}/`);
    await this.page.getByRole('main').waitFor();
  }

  /** End the server as Ctrl-C does, or kill it. That the page misses it is no fault. */
  async stopServer(how: 'in order' | 'killed' = 'in order'): Promise<void> {
    this.guard.expect(/WebSocket connection/u, /net::ERR_(?:CONNECTION|EMPTY)/u);
    await (how === 'killed' ? this.#server.kill() : this.#server[Symbol.asyncDispose]());
  }

  /** Start the server again, after it has ended or been killed. */
  async startServer(options: { readonly port?: number } = {}): Promise<void> {
    this.#server = await startServer(this.dataDir, options.port);
  }

  /** Wait until the page has called a method. */
  async called(method: string): Promise<void> {
    if (this.#socket === undefined) throw new Error('Expected a page that is connected');
    await this.#socket.waitForEvent('framesent', ({ payload }) => payload.toString().includes(method));
  }

  /** Wait until the page has called something with this text in it, and then told that it wants no answer any more. */
  async abandoned(text: string): Promise<void> {
    if (this.#socket === undefined) throw new Error('Expected a page that is connected');
    let id: string | undefined;
    await this.#socket.waitForEvent('framesent', ({ payload }) => {
      const sent = payload.toString();
      if (id === undefined && sent.includes(text)) id = idIn(sent);
      // See `RpcMessage`.
      return id !== undefined && sent.includes('"t":4') && idIn(sent) === id;
    });
  }

  /** Name of the file of a photo, as the server would save it. */
  async fileName(photoId: number): Promise<string> {
    const answer = await this.context.request.head(this.server.origin + resources.original(photoId));
    const header = answer.headers()['content-disposition'] ?? '';
    return decodeURIComponent(
      /filename\*=UTF-8''([^;]+)/u.exec(header)?.[1] ?? /filename="([^"]+)"/u.exec(header)?.[1] ?? '',
    );
  }

  /** File names of the photos in the grid, in order, at most so many. */
  async fileNames(count: number): Promise<string[]> {
    const ids = await this.ui.photoIds();
    return Promise.all(ids.slice(0, count).map((id) => this.fileName(id)));
  }

  /** Ids of all photos that the grid shows by the names of their files, found out once. */
  async photosByName(): Promise<ReadonlyMap<string, number>> {
    if (this.#photosByName !== undefined) return this.#photosByName;
    await this.page.setViewportSize({ width: 1440, height: 8000 });
    await this.ui.frame();
    const ids = await this.ui.photoIds();
    await this.page.setViewportSize(defaultViewport);
    const names = await Promise.all(ids.map((id) => this.fileName(id)));
    this.#photosByName = new Map(names.map((name, i) => [name, ids[i] ?? 0]));
    return this.#photosByName;
  }

  /**
   * A picture of the page as it is, for people to look at: JPEG, as making PNGs of all screens takes a minute. None where nobody
   * looks (`CI` is set), but for `always`: hundreds of them, some of them of the largest windows, take minutes.
   */
  async screenshot(name: string, when: 'for people' | 'always' = 'for people'): Promise<void> {
    if (when === 'for people' && process.env['CI'] !== undefined) return;
    await this.page.screenshot({ path: join(screenshots, `${name}.jpg`), quality: 90 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

function startServer(dataDir: string, port = 0): Promise<ServerProcess> {
  return ServerProcess.start({
    dataDir,
    pageDir: inject('pageDir'),
    port,
    catalogueDir: catalogueBeside(dataDir),
  });
}

function catalogueBeside(dataDir: string): string {
  return join(dataDir, '..', 'catalogue');
}

function launch(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('Expected a Chromium to test in but there is none');
  return chromium.launch({ executablePath: chromiumPath });
}

/**
 * One app for all tests of a `describe`. After each test nothing may have gone wrong in the page besides what was tested;
 * a test that fails leaves a picture, and what the server wrote.
 *
 * @returns the app; call it inside tests.
 */
export function useApp(options: AppOptions = {}): () => App {
  let app: App | undefined;
  const running = (): App => {
    if (app === undefined) throw new Error('Expected to be called inside a test');
    return app;
  };
  beforeAll(async () => {
    app = await App.start(options);
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(async () => {
      await running().screenshot(`failed/${task.name.replaceAll(/[^\w]+/gu, '-')}`, 'always');
      // eslint-disable-next-line no-console -- what the server says is half of what there is to see
      console.error(`The server wrote: ${running().server.errors || 'nothing'}`);
      // The next test begins anew, not where this one was stuck. If that fails, it is for that test to say.
      await running()
        .reload()
        .catch((error: unknown) => {
          // eslint-disable-next-line no-console -- beside what else the failure left
          console.error(`The page could not be loaded again: ${String(error)}`);
        });
    });
  });
  afterEach(() => {
    expect(running().guard.take()).toEqual([]);
  });
  afterAll(async () => {
    await app?.[Symbol.asyncDispose]();
  });
  return running;
}
