import {
  type DuplicateAnswer,
  type DuplicateGroup,
  type DuplicateKind,
  type DuplicateVersion,
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
import { meantFiles } from '../photos/index.ts';
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
  readonly #refresh = new Paced(() => this.#reload(), { minMs: 500, restFactor: 4 });
  /** Where the groups beyond those that are here begin; null where there are none. */
  #next = $state<number | null>(null);
  #isAsking = false;

  /** Are there groups beyond those that are here? */
  get hasMore(): boolean {
    return this.#next !== null;
  }

  enter(address: Address): Address | null {
    const [asked = this.#first(), ...more] = address.path;
    const kind = duplicateKinds.find((each) => each === asked);
    if (kind === undefined || more.length > 0) return null;
    if (kind !== this.kind) this.#drop();
    this.kind = kind;
    void this.#load(step);
    return address;
  }

  /** What is here is not kept right in other rooms: to act on a group of which a file is left alone would lose that. */
  left(): void {
    this.#drop();
  }

  /** The library is another than before, or more has been compared. */
  take({ event }: EngineEvent): void {
    if (event !== 'duplicates.changed' && event !== 'library.changed') return;
    if (navigation.address.room === name) this.#refresh.soon();
  }

  /** Add the groups beyond those that are here. While they are asked for, asking again does nothing. */
  async more(): Promise<void> {
    if (this.#isAsking || this.#next === null) return;
    this.#isAsking = true;
    const load = this.#loads;
    const offset = this.#next;
    await attempt(async () => {
      const { totals, groups, next } = await client.call('duplicates.groups', { kind: this.kind, offset, limit: step });
      if (load !== this.#loads) return;
      this.totals = totals;
      this.groups = [...this.groups, ...groups];
      this.#next = next;
    });
    this.#isAsking = false;
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
    await this.discard(group.versions.filter((version) => going.has(versionKey(version))));
  }

  /** Move versions to the system's trash, and ask anew for what is shown. */
  async discard(goes: readonly DuplicateVersion[]): Promise<void> {
    const photos = {
      photoIds: [...new Set(goes.map(({ photoId }) => photoId))],
      fileIds: goes.flatMap((each) => each.fileIds),
    };
    // These files and no others, even where they are not there any more.
    await trash.move({ ...photos, named: photos.photoIds }, false);
    await this.#reload();
  }

  /** Remember that all of a group are to stay, which can be taken back for a while. */
  async keepAll(group: DuplicateGroup): Promise<void> {
    const { kind } = group;
    const photoIds = [...new Set(group.versions.map(({ photoId }) => photoId))];
    const set = (isKept: boolean): Promise<boolean> =>
      attempt(() => client.call('duplicates.setKept', { kind, photoIds, isKept }));
    if (!(await set(true))) return;
    await this.#reload();
    const undo = (): void => {
      void set(false).then(() => this.#reload());
    };
    toasts.undoable(t('duplicates.remembered'), { label: t('duplicates.undo'), forMs: undoMs, undo });
  }

  /** The kind to begin with: one that has groups. */
  #first(): DuplicateKind {
    const { totals } = this;
    return totals === null ? this.kind : (duplicateKinds.find((kind) => totals[kind].groups > 0) ?? this.kind);
  }

  /** Ask anew for as many groups as are here. */
  #reload(): Promise<void> {
    return this.#load(Math.max(step, this.groups.length));
  }

  #drop(): void {
    this.#loads++;
    this.groups = [];
    this.#next = null;
  }

  async #load(atLeast: number): Promise<void> {
    const load = ++this.#loads;
    const { kind } = this;
    await attempt(async () => {
      const progress = await client.call('duplicates.state', {});
      const groups: DuplicateGroup[] = [];
      let totals: DuplicateAnswer['totals'] | null = null;
      let next: number | null = 0;
      while (next !== null && groups.length < atLeast) {
        const asked = { kind, offset: next, limit: Math.min(atLeast - groups.length, maxGroups) };
        const answer: DuplicateAnswer = await client.call('duplicates.groups', asked);
        if (load !== this.#loads) return;
        groups.push(...answer.groups);
        ({ totals, next } = answer);
      }
      this.totals = totals;
      this.groups = groups;
      this.#next = next;
      this.progress = progress;
      this.#meanOneFile();
    });
  }

  /** Of exact copies the viewer shows one file, by whatever way it is opened: that of the one to keep, unless another is meant. */
  #meanOneFile(): void {
    for (const { kind, versions } of this.groups) {
      const [keeper] = versions;
      if (kind !== 'exact' || keeper === undefined || meantFiles.of(keeper.photoId).fileId !== undefined) continue;
      meantFiles.note(keeper.photoId, keeper.fileIds[0] ?? 0);
    }
  }
}

export const duplicates = new Duplicates();
