import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { AppError } from '../../../../src-contract/index.ts';
import { connectionFailure } from './failures.ts';
import { isLoopback, isSafe, type Proxies } from './sources.ts';

const mostRedirects = 10;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface WebClientOptions {
  /** The one thing that is said of us. */
  readonly userAgent: string;
  readonly proxies: Proxies;
  /** Time without a byte after which a connection counts as dead. */
  readonly stallMs: number;
  /** Time for a connection to be made. */
  readonly connectMs: number;
  /** Certificates to trust besides those of Node (PEM): for tests. */
  readonly ca?: string | undefined;
}

export interface WebAnswer {
  readonly status: number;
  /** @param name in lower case. */
  readonly header: (name: string) => string | undefined;
  readonly body: Dispatcher.ResponseData['body'];
  /** Where it came from in the end, for messages: without what servers put behind the path, which may be a key. */
  readonly where: string;
}

/**
 * Gets files from web servers: by TLS, through proxies where there are some, without cookies and without saying who we are
 * beyond a name and version. The one place of the product that connects to anything; nothing but somebody's wish to
 * install a pack makes one.
 */
export class WebClient implements AsyncDisposable {
  /** One for each protocol: an EnvHttpProxyAgent without a proxy for https goes through that for http. */
  readonly #dispatchers: Readonly<Record<'http' | 'https', Dispatcher>>;
  readonly #options: WebClientOptions;

  constructor(options: WebClientOptions) {
    const { http, https } = options.proxies;
    this.#options = options;
    this.#dispatchers = { http: this.#dispatcher(http), https: this.#dispatcher(https) };
  }

  /** @param proxy its address; empty for none. */
  #dispatcher(proxy: string): Dispatcher {
    const { proxies, stallMs, connectMs, ca } = this.#options;
    const tls = { timeout: connectMs, ...(ca === undefined ? {} : { ca }) };
    const common = { headersTimeout: stallMs, bodyTimeout: stallMs, connect: tls };
    if (proxy === '') return new Agent(common);
    // All of it is said, so that it does not look into the environment once more.
    const by = { httpProxy: proxy, httpsProxy: proxy, noProxy: proxies.except };
    return new EnvHttpProxyAgent({ ...common, ...by, requestTls: tls });
  }

  /**
   * Ask for a file, and follow where the server leads: to https alone, or from this machine to itself.
   *
   * @throws Retryable for what may pass; DOWNLOAD_TLS_FAILED, DOWNLOAD_REFUSED, DOWNLOAD_PROXY_REFUSED; the signal's reason.
   */
  async get(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<WebAnswer> {
    let at = url;
    for (let count = 0; count <= mostRedirects; count++) {
      const answer = await this.#request(at, headers, signal);
      if (!redirects.has(answer.status)) return answer;
      await answer.body.dump();
      at = redirected(at, answer.header('location'));
    }
    throw new AppError('DOWNLOAD_REFUSED', `Expected a file from ${shown(url)} but it leads on and on`);
  }

  async #request(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<WebAnswer> {
    try {
      const {
        statusCode,
        headers: received,
        body,
      } = await this.#dispatchers[url.protocol === 'https:' ? 'https' : 'http'].request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers: { ...headers, 'user-agent': this.#options.userAgent, 'accept-encoding': 'identity' },
        signal,
      });
      const header = (name: string): string | undefined => {
        const value = received[name];
        return Array.isArray(value) ? value[0] : value;
      };
      return { status: statusCode, header, body, where: shown(url) };
    } catch (error) {
      signal.throwIfAborted();
      throw connectionFailure(error, shown(url));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(Object.values(this.#dispatchers).map((dispatcher) => dispatcher.destroy()));
  }
}

function redirected(from: URL, location: string | undefined): URL {
  const to = location === undefined ? null : URL.parse(location, from.href);
  if (to === null) {
    throw new AppError('DOWNLOAD_REFUSED', `Expected an address that ${shown(from)} leads to but received none`);
  }
  if (!isSafe(to) || (isLoopback(to) && !isLoopback(from))) {
    throw new AppError(
      'DOWNLOAD_TLS_FAILED',
      `Expected ${shown(from)} to lead to an https:// address but it leads to ${shown(to)}`,
    );
  }
  return to;
}

/** An address without name, password and query. */
function shown({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}
