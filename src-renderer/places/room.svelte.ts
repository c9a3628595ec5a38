import {
  type Area,
  type Filters,
  type GeoBox,
  maxMapLevel,
  type PlaceCluster,
  type PlacesAnswer,
  type Town,
} from '../../src-contract/index.ts';
import { filters } from '../filters/index.ts';
import { type Address, home } from '../frame/address.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { Paced } from '../lib/paced.ts';
import { viewer } from '../photos/index.ts';
import { Drawing } from './drawing.svelte.ts';
import { crossMoved } from './key-lasso.ts';
import { Motion } from './motion.svelte.ts';
import { formatView, parseView, viewParam } from './view-address.ts';
import { boxOf, clamped, fitted, moved, overview, type Size, type Spot, type View, zoomedAt } from './view.ts';

/** Name of the room, and so its address: `#/places`. */
export const roomName = 'places';

const wholeWorld: GeoBox = { south: -90, north: 90, west: -180, east: 180 };
/** Towns that are asked for: more than can be read in one window. */
const townLimit = 80;
/** Steps for each doubling in which marks are put together anew: with more of them they would change without end. */
const levelSteps = 3;
/** Zooming by this much is seen: less is none. */
const leastZoomStep = 0.05;

/** The room of the map: what is in sight, and what photos are there. */
class PlacesRoom {
  readonly motion = new Motion();
  /** CSS pixels; without extent until the map is laid out. */
  size = $state.raw<Size>({ width: 0, height: 0 });
  /** Null until the engine has answered. */
  answer = $state.raw<PlacesAnswer | null>(null);
  /** To be written on the map. */
  towns = $state.raw<readonly Town[]>([]);
  /** Photos of the area, or of what is in sight; null until they are counted. */
  count = $state<number | null>(null);
  readonly drawing = new Drawing(() => {
    this.#refresh.soon();
  });
  /** What was counted last, and what town it is of: it may be another than what is in sight by now. */
  #named: { readonly area: Area; readonly name: string | null } | null = null;
  #abort: AbortController | undefined;
  readonly #refresh = new Paced(() => attempt(() => this.#ask()).then(() => undefined), { minMs: 60, restFactor: 1 });

  /** While photos are indexed the library is another all the time, and all of it has to be read for a map. */
  readonly #refreshLater = new Paced(() => this.#refresh.now(), { minMs: 800, restFactor: 8 });

  constructor() {
    filters.onSet(() => {
      if (this.#isHere) this.#refresh.soon();
      return Promise.resolve();
    });
  }

  get #isHere(): boolean {
    return navigation.address.room === roomName;
  }

  enter(address: Address): Address | null {
    if (address.path.length > 0) return null;
    const view = parseView(address.params[viewParam]);
    if (view !== null) this.motion.jump(this.size.height === 0 ? view : clamped(view, this.size));
    else if (viewParam in address.params) return { ...address, params: {} };
    else this.motion.view = null;
    // What the map shows is chosen on the map; and the address is another first.
    void Promise.resolve().then(() => {
      if (this.#isHere && filters.now.area !== null) void filters.set({ ...filters.now, area: null });
      this.#refresh.soon();
    });
    return address;
  }

  left(): void {
    this.motion.stop();
    this.#abort?.abort();
    this.drawing.giveUp();
  }

  /** The library is another than before. */
  changed(): void {
    if (this.#isHere) this.#refreshLater.soon();
  }

  /** There are newer answers than those that are shown. */
  refresh(): void {
    if (this.#isHere) this.#refresh.soon();
  }

  resized(size: Size): void {
    this.size = size;
    const { view } = this.motion;
    const bounds = this.answer?.bounds ?? null;
    const isUnmoved = !(viewParam in navigation.address.params);
    if (view !== null && isUnmoved && bounds !== null) this.motion.jump(overview(bounds, size));
    else if (view !== null) this.motion.jump(clamped(view, size));
    this.#refresh.soon();
  }

  /** Follow a pointer. */
  drag(right: number, down: number): void {
    const { view } = this.motion;
    if (view !== null) this.#show(moved(view, this.size, right, down));
  }

  pinch(factor: number, spot: Spot): void {
    const { view } = this.motion;
    if (view !== null) this.#show(zoomedAt(view, this.size, view.zoom + Math.log2(factor), spot));
  }

  /** Move by shares of what is in sight. */
  step(right: number, down: number): void {
    const { target } = this.motion;
    if (target !== null) this.#fly(moved(target, this.size, -right * this.size.width, -down * this.size.height));
  }

  zoom(by: number, spot: Spot = { left: this.size.width / 2, top: this.size.height / 2 }): void {
    const { target } = this.motion;
    if (target !== null) this.#fly(zoomedAt(target, this.size, target.zoom + by, spot));
  }

  /** Show all photos. */
  showAll(): void {
    const bounds = this.answer?.bounds ?? null;
    if (bounds !== null) this.#fly(overview(bounds, this.size));
  }

  /** Look at a cluster so closely that it is parted; where it cannot be, show its photos. */
  async open({ box, count, coverId, town }: PlaceCluster): Promise<void> {
    const { target } = this.motion;
    if (target === null) return;
    const closer = fitted(box, this.size);
    if (!isPoint(box) && target.zoom < maxMapLevel - leastZoomStep && closer.zoom > target.zoom + leastZoomStep)
      this.#fly(closer);
    else if (count === 1) viewer.open([coverId], 0);
    else await this.#filter({ ...box, corners: null, name: town });
  }

  /** Show the photos of what is drawn around, else of what is in sight, where all other photos are. */
  async showPhotos(): Promise<void> {
    const area = this.#meant();
    if (area === null) return;
    await attempt(async () => {
      const name = this.drawing.area === null ? await this.#nameOf(area) : null;
      if (this.#isHere) await this.#filter({ ...area, name });
    });
  }

  /** Move what draws with an arrow key, and the map along with it. */
  moveCross(way: readonly [right: number, down: number], isSmall: boolean): void {
    const { view } = this.motion;
    const { byKeys } = this.drawing;
    if (view === null || byKeys === null) return;
    const { lasso, pan } = crossMoved(byKeys, way, { view, size: this.size, isSmall });
    this.drawing.byKeys = lasso;
    if (pan[0] !== 0 || pan[1] !== 0) this.drag(...pan);
  }

  #fly(view: View): void {
    this.motion.fly(view);
    this.#moved(view);
  }

  #show(view: View): void {
    this.motion.jump(view);
    this.#moved(view);
  }

  #moved(view: View): void {
    navigation.keepParam(viewParam, formatView(view));
    this.#refresh.soon();
  }

  #meant(): Area | null {
    const { target } = this.motion;
    if (this.drawing.area !== null) return this.drawing.area;
    return target === null ? null : { ...boxOf(target, this.size), corners: null, name: null };
  }

  async #nameOf(area: Area): Promise<string | null> {
    if (this.#named !== null && isSameBox(this.#named.area, area)) return this.#named.name;
    const { name } = await client.call('places.count', { area, filters: { ...filters.now, area: null } });
    return name;
  }

  async #filter(area: Area): Promise<void> {
    const wanted: Filters = { ...filters.now, area };
    const isSet = filters.set(wanted);
    navigation.go(home);
    await isSet;
  }

  async #ask(): Promise<void> {
    if (!this.#isHere || this.size.height === 0) return;
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const { signal } = abort;
    const asked = { ...filters.now, area: null };
    if (this.motion.view === null) {
      const all = await client.call('places.map', { box: wholeWorld, level: 0, filters: asked }, { signal });
      if (signal.aborted) return;
      if (all.bounds === null) {
        this.answer = all;
        return;
      }
      this.motion.jump(overview(all.bounds, this.size));
    }
    const { target } = this.motion;
    const area = this.#meant();
    if (target === null || area === null) return;
    const box = boxOf(target, this.size);
    const level = Math.min(maxMapLevel, Math.max(0, Math.floor(target.zoom * levelSteps + 1e-6) / levelSteps));
    const [answer, counted, towns] = await Promise.all([
      client.call('places.map', { box, level, filters: asked }, { signal }),
      client.call('places.count', { area, filters: asked }, { signal }),
      client.call('places.towns', { box, limit: townLimit }, { signal }),
    ]);
    if (signal.aborted) return;
    this.answer = answer;
    this.count = counted.count;
    this.#named = { area, name: counted.name };
    this.towns = towns;
  }
}

function isSameBox(a: GeoBox, b: GeoBox): boolean {
  return a.south === b.south && a.north === b.north && a.west === b.west && a.east === b.east;
}

/** No look is close enough to part what lies within a metre or so. */
function isPoint({ south, north, west, east }: GeoBox): boolean {
  return north - south < 1e-5 && Math.abs(east - west) < 1e-5;
}

export const placesRoom = new PlacesRoom();
