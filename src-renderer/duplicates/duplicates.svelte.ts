import {
  type DuplicateAnswer,
  type DuplicateGroup,
  type DuplicateKind,
  duplicateKinds,
  type EngineEvent,
  maxGroups,
} from '../../src-contract/index.ts';
import type { Address } from '../frame/address.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';
import { Paced } from '../lib/paced.ts';
import { trash } from '../trash/index.ts';
import { groupKey, proposed, versionKey } from './chosen.ts';

const name = 'duplicates';
/** Groups that are asked for at a time. */
const step = 30;
/** How long what was kept can be taken back. */
const undoMs = 10_000;

/** Groups of photos that are there several times, and what is to become of them. */
class Duplicates {
  kind = $state<DuplicateKind>('exact');
  /** Null until it is known. */
  totals = $state.raw<DuplicateAnswer['totals'] | null>(null);
  groups = $state.raw<readonly DuplicateGroup[]>([]);
  progress = $state.raw<{ photos: number; compared: number }>({ photos: 0, compared: 0 });
  /** By group: versions that somebody has chosen to go, where that is not what is proposed. */
  #chosen = $state.raw<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
  #loads = 0;
  readonly #refresh = new Paced(() => this.#load(Math.max(step, this.groups.length)), { minMs: 500, restFactor: 4 });

  /** Are there groups beyond those that are here? */
  get hasMore(): boolean {
    return this.totals !== null && this.groups.length > 0 && this.groups.length < this.totals[this.kind].groups;
  }

  enter(address: Address): Address | null {
    const [asked = this.#first(), ...more] = address.path;
    const kind = duplicateKinds.find((each) => each === asked);
    if (kind === undefined || more.length > 0) return null;
    if (kind !== this.kind) this.groups = [];
    this.kind = kind;
    void this.#load(step);
    return address;
  }

  /** The library is another than before, or more has been compared. */
  take({ event }: EngineEvent): void {
    if (event !== 'duplicates.changed' && event !== 'library.changed') return;
    if (navigation.address.room === name) this.#refresh.soon();
  }

  async more(): Promise<void> {
    await attempt(async () => {
      const { kind } = this;
      const asked = { kind, offset: this.groups.length, limit: step };
      const { totals, groups } = await client.call('duplicates.groups', asked);
      if (kind !== this.kind) return;
      this.totals = totals;
      this.groups = [...this.groups, ...groups];
    });
  }

  /** Keys of the versions of a group that are to go. */
  goingOf(group: DuplicateGroup): ReadonlySet<string> {
    return this.#chosen.get(groupKey(group)) ?? proposed(group);
  }

  toggle(group: DuplicateGroup, version: string): void {
    const before = this.goingOf(group);
    const going = before.has(version) ? [...before].filter((each) => each !== version) : [...before, version];
    this.#chosen = new Map([...this.#chosen, [groupKey(group), new Set(going)]]);
  }

  /** Move what is to go to the system's trash, and ask anew for what is shown. */
  async move(group: DuplicateGroup): Promise<void> {
    const going = this.goingOf(group);
    const goes = group.versions.filter((version) => going.has(versionKey(version)));
    // Whatever filter is set elsewhere: these files and no others.
    const photos = {
      photoIds: [...new Set(goes.map(({ photoId }) => photoId))],
      fileIds: goes.flatMap((each) => each.fileIds),
    };
    await trash.move(photos, false, null);
    await this.#load(Math.max(step, this.groups.length));
  }

  /** Remember that all of a group are to stay, which can be taken back for a while. */
  async keepAll(group: DuplicateGroup): Promise<void> {
    const { kind } = group;
    const photoIds = [...new Set(group.versions.map(({ photoId }) => photoId))];
    const set = (isKept: boolean): Promise<boolean> =>
      attempt(() => client.call('duplicates.setKept', { kind, photoIds, isKept }));
    if (!(await set(true))) return;
    await this.#load(Math.max(step, this.groups.length));
    const undo = (): void => {
      void set(false).then(() => this.#load(step));
    };
    toasts.undoable(t('duplicates.remembered'), { label: t('duplicates.undo'), forMs: undoMs, undo });
  }

  /** The kind to begin with: one that has groups. */
  #first(): DuplicateKind {
    const { totals } = this;
    return totals === null ? this.kind : (duplicateKinds.find((kind) => totals[kind].groups > 0) ?? this.kind);
  }

  async #load(limit: number): Promise<void> {
    const load = ++this.#loads;
    await attempt(async () => {
      const { kind } = this;
      const [{ totals, groups }, progress] = await Promise.all([
        client.call('duplicates.groups', { kind, offset: 0, limit: Math.min(limit, maxGroups) }),
        client.call('duplicates.state', {}),
      ]);
      if (load !== this.#loads) return;
      this.totals = totals;
      this.groups = groups;
      this.progress = progress;
    });
  }
}

export const duplicates = new Duplicates();
