import { isAbsolute } from 'node:path';
import { AppError, ModelSources } from '../../../src-contract/index.ts';
import { answered, NoAnswer } from '../answered.ts';
import { resolveFolder } from '../folder-paths.ts';
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

  /**
   * Keep these. A folder has to be there when it is set, not any more when it is kept: it may lie on a drive.
   *
   * @throws MODEL_MIRROR_INVALID, MODEL_PROXY_INVALID when they cannot be used. FOLDER_*
   */
  async keep(sources: ModelSources): Promise<void> {
    requireSources(sources, {});
    const { mirror } = sources;
    if (mirror !== null && isAbsolute(mirror) && mirror !== this.set.mirror) await requireFolder(mirror);
    this.#settings.setNote('modelSources', sources);
  }

  /**
   * Keep what somebody made of what was shown: a proxy's login, which is not shown, stays as long as its address does.
   *
   * @throws MODEL_MIRROR_INVALID, MODEL_PROXY_INVALID, FOLDER_*
   */
  async keepShown({ mirror, proxy }: ModelSources): Promise<void> {
    await this.keep({ mirror, proxy: proxyWithLogin(proxy, this.set.proxy) });
  }
}

/** @throws FOLDER_NOT_FOUND, FOLDER_NOT_A_FOLDER, FOLDER_UNREADABLE, which a drive without an answer is, too */
async function requireFolder(path: string): Promise<void> {
  try {
    await answered(resolveFolder(path), path);
  } catch (error) {
    if (error instanceof NoAnswer) throw new AppError('FOLDER_UNREADABLE', error.message, { cause: error });
    throw error;
  }
}
