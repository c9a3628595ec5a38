import { ModelSources } from '../../../src-contract/index.ts';
import type { Store } from '../store/store.ts';
import {
  proxyWithLogin,
  requireSources,
  shownSources,
  sourcesInForce,
  type SourcesEnvironment,
} from './download/index.ts';

/** Where packs come from: what was set, kept with the settings, and what the environment says besides. */
export class ChosenSources {
  readonly #settings: Store['settings'];
  readonly #environment: SourcesEnvironment;

  constructor(settings: Store['settings'], environment: SourcesEnvironment) {
    this.#settings = settings;
    this.#environment = environment;
  }

  /** What was set, with logins. */
  get set(): ModelSources {
    const noted = ModelSources.safeParse(this.#settings.note('modelSources'));
    return noted.data ?? { mirror: null, proxy: null };
  }

  /** What was set, and what counts, to be shown: without logins, and whether it can be used or not. */
  shown(): { set: ModelSources; inForce: ModelSources } {
    const { set } = this;
    return { set: shownSources(set), inForce: shownSources(sourcesInForce(set, this.#environment)) };
  }

  /** @throws MODEL_MIRROR_INVALID, MODEL_PROXY_INVALID when what counts cannot be used, such as what the environment says. */
  requireUsable(): void {
    requireSources(this.set, this.#environment);
  }

  /** Keep these. @throws MODEL_MIRROR_INVALID, MODEL_PROXY_INVALID when they cannot be used. */
  keep(sources: ModelSources): void {
    requireSources(sources, {});
    this.#settings.setNote('modelSources', sources);
  }

  /**
   * Keep what somebody made of what was shown: a proxy's login, which is not shown, stays as long as its address does.
   *
   * @throws MODEL_MIRROR_INVALID, MODEL_PROXY_INVALID
   */
  keepShown({ mirror, proxy }: ModelSources): void {
    this.keep({ mirror, proxy: proxyWithLogin(proxy, this.set.proxy) });
  }
}
