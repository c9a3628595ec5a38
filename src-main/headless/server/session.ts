import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const secretBytes = 32;
/** More links than this are never open at once: the oldest stops working. */
const maxLinks = 16;

/**
 * Who may use this server: whoever opened a link that it printed. A link works once and is exchanged for a cookie, so
 * that it is worth nothing in a browser's history, a shell's log or on a photographed screen.
 */
export class Session {
  readonly #cookieName: string;
  readonly #secret = randomBytes(secretBytes).toString('base64url');
  #links: Buffer[] = [];

  /** @param port is part of the cookie's name: browsers give cookies to every port of a host. */
  constructor(port: number) {
    this.#cookieName = `eidetic-${port}`;
  }

  /** Make a token for one more link. */
  newToken(): string {
    const token = randomBytes(secretBytes).toString('base64url');
    this.#links = [...this.#links, digest(token)].slice(-maxLinks);
    return token;
  }

  /** Whether a token is good; it is not from now on. */
  redeem(token: string): boolean {
    const given = digest(token);
    const left = this.#links.filter((link) => !timingSafeEqual(link, given));
    const isGood = left.length < this.#links.length;
    this.#links = left;
    return isGood;
  }

  /** The Set-Cookie header for who redeemed a token. It lasts until the browser closes, or this server. */
  get setCookie(): string {
    return `${this.#cookieName}=${this.#secret}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Whether a Cookie header holds this session. */
  admits(cookies: string | undefined): boolean {
    const expected = digest(this.#secret);
    let isHeld = false;
    for (const cookie of (cookies ?? '').split(';')) {
      const [name = '', value = ''] = cookie.trim().split('=', 2);
      if (name === this.#cookieName && timingSafeEqual(digest(value), expected)) isHeld = true;
    }
    return isHeld;
  }
}

/** Secrets are compared by digest: those have one length, and tell nothing of what was almost right. */
function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
