import { isAbsolute } from 'node:path';
import { AppError, type ModelSources } from '../../../../src-contract/index.ts';

/** Whose files the catalogue names: the address before `<repo>/resolve/<revision>/<path>`. */
const publisher = 'https://huggingface.co';

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

/**
 * What counts: what was set, or else what the environment says.
 *
 * @throws INVALID_ARGUMENT when either cannot be used.
 */
export function sourcesInForce(set: ModelSources, environment: SourcesEnvironment): ModelSources {
  return {
    mirror: set.mirror ?? variable(environment, 'EIDETIC_MODELS_MIRROR'),
    proxy: set.proxy ?? variable(environment, 'HTTPS_PROXY'),
  };
}

/** @throws INVALID_ARGUMENT */
export function originOf(sources: ModelSources): Origin {
  const { mirror } = sources;
  if (mirror === null) return { kind: 'web', base: new URL(`${publisher}/`) };
  if (isAbsolute(mirror)) return { kind: 'folder', path: mirror };
  const base = URL.parse(mirror.endsWith('/') ? mirror : `${mirror}/`);
  if (base === null || !isSafe(base) || base.username !== '' || base.search !== '' || base.hash !== '') {
    throw new AppError(
      'INVALID_ARGUMENT',
      `Expected the mirror of models to be an https:// address or the absolute path of a folder but received "${mirror}"`,
    );
  }
  return { kind: 'web', base };
}

/** @throws INVALID_ARGUMENT */
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
    'INVALID_ARGUMENT',
    `Expected the proxy to be an http:// or https:// address but received "${withoutLogin(address)}"`,
  );
}

/** Refuse what cannot be used, before it is kept. @throws INVALID_ARGUMENT */
export function requireSources(sources: ModelSources): void {
  originOf(sources);
  proxiesOf(sources, {});
}

/** The same without names and passwords, to be shown. */
export function shownSources({ mirror, proxy }: ModelSources): ModelSources {
  return { mirror, proxy: proxy === null ? null : withoutLogin(proxy) };
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
