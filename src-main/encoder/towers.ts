import { AppError } from '../../src-contract/index.ts';
import type { LoadRequest, SelfTestOutcome } from '../core/encoder-protocol.ts';
import type { PackManifest, Provider } from '../core/pack/manifest.ts';
import { selfTestKindOf } from '../core/pack/verification.ts';
import type { DecodeResult, DecodeTask } from './decode/decode-photo.ts';
import type { DecodePool } from './decode/decode-pool.ts';
import { ImageTower } from './image-tower.ts';
import { ImageSession } from './sessions/image-session.ts';
import { candidate } from './sessions/provider.ts';
import { testAgreement } from './sessions/agreement-test.ts';
import { testImageTower, testTextTower, testTokenIds } from './sessions/self-test.ts';
import { TextSession } from './sessions/text-session.ts';

interface Opened<T> {
  readonly session: T;
  /** Null where there are no golden vectors. */
  readonly lowestCosine: number | null;
}

/** Load an image model on a provider; tests put one that fails in its place. */
export type OpenImageModel = (
  packDir: string,
  pack: PackManifest,
  options: { readonly provider: Provider; readonly threads: number | null },
) => Promise<Pick<ImageSession, 'encode' | 'encodeDense' | 'release'>>;

export interface TowersOptions {
  /** Told when a GPU is lost and why. */
  readonly onLost: (reason: string) => void;
  readonly openImage: OpenImageModel;
}

/**
 * Both towers of a pack, each loaded at its first use: the image tower where the request says, as long as it passes the
 * pack's self-test there, the text tower on the CPU. A search by text never pays for the image tower.
 */
export class Towers implements AsyncDisposable {
  readonly #request: LoadRequest;
  readonly #pack: PackManifest;
  readonly #pool: DecodePool;
  readonly #options: TowersOptions;
  #image: Promise<Opened<ImageTower>> | undefined;
  #text: Promise<Opened<TextSession>> | undefined;
  /** The image tower once it is loaded. */
  #tower: ImageTower | undefined;
  #choice = { provider: 'none', reason: 'no model has been needed yet' };
  #lost: string | undefined;
  #selfTest: Pick<SelfTestOutcome, 'text' | 'image' | 'agreement'> = { text: null, image: null, agreement: null };

  constructor(request: LoadRequest, pack: PackManifest, pool: DecodePool, options: Partial<TowersOptions> = {}) {
    this.#request = request;
    this.#pack = pack;
    this.#pool = pool;
    this.#options = { onLost: () => undefined, openImage: ImageSession.open.bind(ImageSession), ...options };
  }

  /** Where the image tower runs, or before it is loaded the text tower, and why. */
  get choice(): { readonly provider: string; readonly reason: string } {
    if (this.#lost !== undefined) return { provider: 'cpu', reason: this.#lost };
    return this.#choice;
  }

  /** What the pack is tested by, and what came of that for the towers that are loaded. */
  get selfTest(): SelfTestOutcome {
    return { kind: selfTestKindOf(this.#pack), ...this.#selfTest };
  }

  /** Photos of one inference at most, as far as the memory of a GPU says. */
  get imageLimit(): number {
    return this.#tower?.limit ?? Infinity;
  }

  /** @throws PACK_SESSION_FAILED, PACK_SELF_TEST_FAILED, PROVIDER_UNAVAILABLE */
  async image(): Promise<ImageTower> {
    this.#image ??= this.#openImage();
    const { session, lowestCosine } = await this.#image;
    this.#selfTest = { ...this.#selfTest, image: lowestCosine };
    return session;
  }

  /** @throws PACK_SESSION_FAILED, PACK_SELF_TEST_FAILED */
  async text(): Promise<TextSession> {
    const { session, lowestCosine } = await this.#openedText();
    // The towers are only known to be right together.
    if (this.#pack.selfTest.kind === 'agreement') await this.image();
    if (this.#image === undefined) this.#choice = { provider: 'cpu', reason: 'texts are always encoded here' };
    this.#selfTest = { ...this.#selfTest, text: lowestCosine };
    return session;
  }

  /** Give the memory of a GPU back until the next photo. */
  async rest(): Promise<void> {
    await this.#tower?.rest();
  }

  async #openImage(): Promise<Opened<ImageTower>> {
    const { provider, reason, fallback = false } = this.#request;
    try {
      return await this.#openTested(provider, reason ?? 'as asked for');
    } catch (error) {
      if (!fallback || provider === 'cpu') throw error;
      const lost = `${provider} does not load: ${error instanceof Error ? error.message : String(error)}`;
      const opened = await this.#openTested('cpu', lost);
      this.#options.onLost(lost);
      return opened;
    }
  }

  async #openTested(provider: Provider, reason: string): Promise<Opened<ImageTower>> {
    const { missing } = candidate(provider, this.#pack.runtime.providers);
    if (missing !== null)
      throw new AppError('PROVIDER_UNAVAILABLE', `Expected a usable provider but received ${provider}: ${missing}`);
    const model = await this.#open(provider);
    const lowestCosine = await tested(model, () => this.#testImage(model));
    const session = new ImageTower(model, {
      provider,
      load: (on) => this.#open(on),
      fallback: this.#request.fallback ?? false,
      onLost: (lost) => {
        this.#lost = lost;
        this.#options.onLost(lost);
      },
    });
    this.#tower = session;
    this.#choice = { provider, reason };
    return { session, lowestCosine };
  }

  async #testImage(model: Awaited<ReturnType<OpenImageModel>>): Promise<number | null> {
    const decode = (task: DecodeTask): Promise<DecodeResult> => this.#pool.decode(task);
    if (this.#pack.selfTest.kind !== 'agreement')
      return testImageTower(this.#request.packDir, this.#pack, model, decode);
    const { session } = await this.#openedText();
    const agreement = await testAgreement(this.#pack, model, session, decode);
    this.#selfTest = { ...this.#selfTest, agreement };
    return null;
  }

  #openedText(): Promise<Opened<TextSession>> {
    this.#text ??= this.#openText();
    return this.#text;
  }

  #open(provider: Provider): ReturnType<OpenImageModel> {
    const { packDir, threads } = this.#request;
    return this.#options.openImage(packDir, this.#pack, { provider, threads });
  }

  async #openText(): Promise<Opened<TextSession>> {
    const { packDir, threads } = this.#request;
    const session = await TextSession.open(packDir, this.#pack, { provider: 'cpu', threads });
    const lowestCosine = await tested(session, async () => {
      if (this.#pack.selfTest.kind !== 'agreement') return testTextTower(this.#pack, session);
      testTokenIds(this.#pack, session);
      return null;
    });
    return { session, lowestCosine };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const settled = await Promise.allSettled([this.#image, this.#text]);
    for (const result of settled) if (result.status === 'fulfilled') await result.value?.session.release();
  }
}

/** What a session's self-test gives; released when it does not pass. */
async function tested<T>(session: { release(): Promise<void> }, selfTest: () => Promise<T>): Promise<T> {
  try {
    return await selfTest();
  } catch (error) {
    await session.release();
    throw error;
  }
}
