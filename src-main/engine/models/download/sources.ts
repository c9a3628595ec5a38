import { isAbsolute } from 'node:path';
import { AppError, type ModelSources } from '../../../../src-contract/index.ts';

/** Whose files the catalogue names: the address before `<repo>/resolve/<revision>/<path>`. */
export const modelPublisher = 'https://huggingface.co';

/** The part of the environment that says where to download from, and how. */
export type SourcesEnvironment = Readonly<Record<string, string | undefined>>;

/** Where files come from: a web server, or a folder of the same layout. */
export type Origin = { readonly kind: 'web'; readonly base: URL } | { readonly kind: 'folder'; readonly path: string };

/** By which proxies, as addresses, and for which hosts by none; empty texts for none. */
export interface Proxies {
  readonly http: string;
  readonly https: string;
  /** Hosts with commas between them, as in `NO_PROXY`. */
  readonly except: string;
}

/** What counts: what was set, or else what the environment says. Whether it can be used is for `requireSources`. */
export function sourcesInForce(set: ModelSources, environment: SourcesEnvironment): ModelSources {
  return {
    mirror: set.mirror ?? variable(environment, 'EIDETIC_MODELS_MIRROR'),
    proxy: set.proxy ?? variable(environment, 'HTTPS_PROXY'),
  };
}

/** @param publisher whose address counts where no mirror is set. @throws MODEL_MIRROR_INVALID */
export function originOf(sources: ModelSources, publisher = modelPublisher): Origin {
  const { mirror } = sources;
  if (mirror === null) return { kind: 'web', base: new URL(`${publisher}/`) };
  if (isAbsolute(mirror)) return { kind: 'folder', path: mirror };
  const base = URL.parse(mirror.endsWith('/') ? mirror : `${mirror}/`);
  if (base === null || !isSafe(base) || hasLogin(base) || base.search !== '' || base.hash !== '') {
    throw new AppError(
      'MODEL_MIRROR_INVALID',
      `Expected the mirror of models to be an https:// address or the absolute path of a folder but received "${withoutLogin(mirror)}"`,
    );
  }
  return { kind: 'web', base };
}

function hasLogin({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

/** @throws MODEL_PROXY_INVALID */
export function proxiesOf(set: ModelSources, environment: SourcesEnvironment): Proxies {
  const https = requireProxy(set.proxy ?? variable(environment, 'HTTPS_PROXY') ?? '');
  return {
    https,
    http: requireProxy(set.proxy ?? variable(environment, 'HTTP_PROXY') ?? ''),
    except: variable(environment, 'NO_PROXY') ?? '',
  };
}

function requireProxy(address: string): string {
  if (address === '') return '';
  const url = URL.parse(address);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '') return address;
  throw new AppError(
    'MODEL_PROXY_INVALID',
    `Expected the proxy to be an http:// or https:// address but received "${withoutLogin(address)}"`,
  );
}

/** Refuse what cannot be used. @throws MODEL_MIRROR_INVALID, MODEL_PROXY_INVALID */
export function requireSources(set: ModelSources, environment: SourcesEnvironment): void {
  originOf(sourcesInForce(set, environment));
  proxiesOf(set, environment);
}

/** The same without names and passwords, to be shown. */
export function shownSources({ mirror, proxy }: ModelSources): ModelSources {
  return { mirror: mirror === null ? null : shownMirror(mirror), proxy: proxy === null ? null : withoutLogin(proxy) };
}

/** One with a login is not used, but may be what the environment says. */
function shownMirror(mirror: string): string {
  const url = isAbsolute(mirror) ? null : URL.parse(mirror);
  return url !== null && hasLogin(url) ? withoutLogin(mirror) : mirror;
}

/**
 * A proxy's address with the login of the one before, where it is the same but for that.
 *
 * @param proxy as it was given: without a login as it was shown, or with another.
 */
export function proxyWithLogin(proxy: string | null, before: string | null): string | null {
  if (proxy === null || before === null) return proxy;
  const url = URL.parse(proxy);
  return url !== null && !hasLogin(url) && withoutLogin(proxy) === withoutLogin(before) ? before : proxy;
}

/** An address without the name and password in it. */
function withoutLogin(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address.replace(/^(.*:\/\/)?[^/]*@/u, '$1');
  url.username = '';
  url.password = '';
  return url.href;
}

/** Whether files may come from there: by TLS, or from this machine itself. */
export function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(hostname);
}

/** Variables are in capitals or not, as other programs have them; an empty one counts as unset. */
function variable(environment: SourcesEnvironment, name: string): string | null {
  const value = environment[name] ?? environment[name.toLowerCase()] ?? '';
  return value === '' ? null : value;
}
