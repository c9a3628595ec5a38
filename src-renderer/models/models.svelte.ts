import {
  AppError,
  type EngineEvent,
  type ErrorCode,
  type MethodOutput,
  type ModelEntry,
  type ModelSources,
  type WireError,
} from '../../src-contract/index.ts';
import { attempt, failed } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { i18n, t } from '../lib/i18n.svelte.ts';
import { Paced } from '../lib/paced.ts';

/** The models there are to look at photos with, and what is being done with them. */
class Models {
  /** Empty until the engine has answered. */
  list = $state.raw<readonly ModelEntry[]>([]);
  /** What is to be offered, once; null when nothing is. */
  offer = $state.raw<ModelEntry | null>(null);
  /** Null until it has been asked for. */
  sources = $state.raw<MethodOutput<'models.sources'> | null>(null);
  /** Ids of those that are being checked. */
  verifying = $state.raw<readonly string[]>([]);
  /** What was found to be wrong with the files of installed ones, by id. Another installation puts it right. */
  damage = $state.raw<ReadonlyMap<string, WireError>>(new Map());
  readonly inUse: ModelEntry | null = $derived(this.list.find(({ state }) => state.kind === 'inUse') ?? null);
  readonly #refresh = new Paced(() => this.#load(), { minMs: 200, restFactor: 4 });

  /** Ask for everything now. */
  async refresh(): Promise<void> {
    await this.#refresh.now();
  }

  take(event: EngineEvent): void {
    const isOther = event.event === 'packs.changed' && event.answering.id !== this.inUse?.id;
    if (isOther || event.event === 'models.changed') this.#refresh.soon();
  }

  /** Begin to install, or go on where it had failed. A damaged one is not to be used until it is seen to be on its way. */
  async install({ id }: ModelEntry, acceptLicense = false): Promise<void> {
    const hasBegun = await this.#do(() => client.call('models.install', { id, acceptLicense }));
    if (hasBegun) this.#setDamage(id, null);
  }

  async pause({ id }: ModelEntry): Promise<void> {
    await this.#do(() => client.call('models.pause', { id }));
  }

  async resume({ id }: ModelEntry): Promise<void> {
    await this.#do(() => client.call('models.resume', { id }));
  }

  /** Stop installing and remove what has come; or take a failure away. */
  async cancel({ id }: ModelEntry): Promise<void> {
    await this.#do(() => client.call('models.cancel', { id }));
  }

  async remove({ id }: ModelEntry): Promise<void> {
    const isGone = await this.#do(() => client.call('models.remove', { id }));
    if (isGone) this.#setDamage(id, null);
  }

  async verify(entry: ModelEntry): Promise<void> {
    const { id, title } = entry;
    this.verifying = [...this.verifying, id];
    await this.#do(() =>
      this.read(entry, async () => {
        const { files } = await client.call('models.verify', { id });
        toasts.done(t('models.verified', { title, count: files }));
      }),
    );
    this.verifying = this.verifying.filter((other) => other !== id);
  }

  /** Do something that reads the files of an installed model, and note whether they are in order. @throws as `work` */
  async read({ id }: ModelEntry, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.#setDamage(id, null);
    } catch (error) {
      if (error instanceof AppError && isDamage(error.code)) this.#setDamage(id, error.toWire());
      throw error;
    }
  }

  #setDamage(id: string, error: WireError | null): void {
    const others = [...this.damage].filter(([other]) => other !== id);
    this.damage = new Map(error === null ? others : [...others, [id, error]]);
  }

  /**
   * Install from a folder or an archive, to the end.
   *
   * @throws AppError as the engine gave it; ConnectionLost
   */
  async import(path: string, acceptLicense: boolean): Promise<void> {
    const { id } = await client.call('models.import', { path, acceptLicense });
    await this.refresh();
    toasts.done(t('models.importDone', { title: this.list.find((entry) => entry.id === id)?.title ?? id }));
  }

  async loadSources(): Promise<void> {
    await attempt(async () => {
      this.sources = await client.call('models.sources', {});
    });
  }

  /** @throws AppError as the engine gave it; ConnectionLost */
  async setSources(sources: ModelSources): Promise<void> {
    await client.call('models.setSources', sources);
    this.sources = await client.call('models.sources', {});
    toasts.done(t('models.sourcesSaved'));
  }

  /** The user has answered to what was offered: it is never offered again. @returns whether that is kept */
  async endOffer(): Promise<boolean> {
    this.offer = null;
    return attempt(() => client.call('models.declineOffer', {}));
  }

  /** Do what the user asked for, and show what has become of it. @returns whether it was done */
  async #do(work: () => Promise<unknown>): Promise<boolean> {
    const isDone = await attempt(work);
    await this.refresh();
    return isDone;
  }

  async #load(): Promise<void> {
    try {
      const [list, { offer }] = await Promise.all([
        client.call('models.list', {}),
        client.call('models.offer', { speaks: i18n.spoken }),
      ]);
      this.list = list;
      this.offer = offer;
    } catch (error) {
      failed(error);
    }
  }
}

/** Are the files of a model not those that were installed? What they compute may be wrong all the same. */
function isDamage(code: ErrorCode): boolean {
  return code.startsWith('PACK_FILE_') || code === 'PACK_MANIFEST_INVALID' || code === 'PACK_PATH_ESCAPES';
}

export const models = new Models();
