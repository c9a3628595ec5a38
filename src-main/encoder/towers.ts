import { AppError } from '../../src-contract/index.ts';
import type { LoadRequest } from '../core/encoder-protocol.ts';
import type { PackManifest, Provider } from '../core/pack/manifest.ts';
import type { DecodePool } from './decode/decode-pool.ts';
import { ImageSession } from './sessions/image-session.ts';
import { providerCandidates } from './sessions/provider.ts';
import { testImageTower, testTextTower } from './sessions/self-test.ts';
import { TextSession } from './sessions/text-session.ts';

interface Opened<T> {
  readonly session: T;
  readonly provider: Provider;
  readonly reason: string;
  readonly lowestCosine: number;
}

/**
 * Both towers of a pack, each loaded at its first use, on the best provider that passes the pack's self-test.
 * A search by text never pays for the image tower.
 */
export class Towers implements AsyncDisposable {
  readonly #request: LoadRequest;
  readonly #pack: PackManifest;
  readonly #pool: DecodePool;
  #image: Promise<Opened<ImageSession>> | undefined;
  #text: Promise<Opened<TextSession>> | undefined;
  #choice = { provider: 'none', reason: 'no model has been needed yet' };
  #selfTest: { text: number | null; image: number | null } = { text: null, image: null };

  constructor(request: LoadRequest, pack: PackManifest, pool: DecodePool) {
    this.#request = request;
    this.#pack = pack;
    this.#pool = pool;
  }

  /** Where the image tower runs, or before it is loaded the text tower, and why. */
  get choice(): { readonly provider: string; readonly reason: string } {
    return this.#choice;
  }

  get selfTest(): { readonly text: number | null; readonly image: number | null } {
    return this.#selfTest;
  }

  /** @throws PACK_SESSION_FAILED, PACK_SELF_TEST_FAILED, PROVIDER_UNAVAILABLE: the last reason of those tried. */
  async image(): Promise<ImageSession> {
    this.#image ??= this.#open(async (provider) => {
      const { packDir, threads } = this.#request;
      const session = await ImageSession.open(packDir, this.#pack, { provider, threads });
      return tested(session, () => testImageTower(packDir, this.#pack, session, (task) => this.#pool.decode(task)));
    });
    const opened = await this.#image;
    this.#choice = opened;
    this.#selfTest = { ...this.#selfTest, image: opened.lowestCosine };
    return opened.session;
  }

  /** @throws as `image`. */
  async text(): Promise<TextSession> {
    this.#text ??= this.#open(async (provider) => {
      const session = await TextSession.open(this.#request.packDir, this.#pack, {
        provider,
        threads: this.#request.threads,
      });
      return tested(session, () => testTextTower(this.#pack, session));
    });
    const opened = await this.#text;
    if (this.#image === undefined) this.#choice = opened;
    this.#selfTest = { ...this.#selfTest, text: opened.lowestCosine };
    return opened.session;
  }

  async #open<T extends { release(): Promise<void> }>(
    load: (provider: Provider) => Promise<[session: T, lowestCosine: number]>,
  ): Promise<Opened<T>> {
    const passedOver: string[] = [];
    let last: unknown;
    for (const candidate of providerCandidates(this.#request.provider, this.#pack.runtime.providers)) {
      if (!candidate.usable) {
        passedOver.push(`${candidate.provider}: ${candidate.reason}`);
        continue;
      }
      try {
        const [session, lowestCosine] = await load(candidate.provider);
        const reason = passedOver.length === 0 ? 'first choice on this machine' : `instead of ${passedOver.join('; ')}`;
        return { session, provider: candidate.provider, reason, lowestCosine };
      } catch (error) {
        last = error;
        passedOver.push(`${candidate.provider}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (last !== undefined) throw AppError.from(last, 'PACK_SESSION_FAILED');
    throw new AppError('PROVIDER_UNAVAILABLE', `Expected a usable provider but received ${passedOver.join('; ')}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const settled = await Promise.allSettled([this.#image, this.#text]);
    for (const result of settled) if (result.status === 'fulfilled') await result.value?.session.release();
  }
}

/** A session with the lowest cosine of its self-test; released when it does not pass. */
async function tested<T extends { release(): Promise<void> }>(
  session: T,
  selfTest: () => Promise<number>,
): Promise<[session: T, lowestCosine: number]> {
  try {
    return [session, await selfTest()];
  } catch (error) {
    await session.release();
    throw error;
  }
}
