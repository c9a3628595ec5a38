import { SvelteSet } from 'svelte/reactivity';

/** Which photos are selected. Ids, not places: a selection survives photos being added around it. */
export class Selection {
  readonly ids = new SvelteSet<number>();
  /** Where a range begins: the photo selected or unselected last. */
  #anchor: number | null = null;

  get size(): number {
    return this.ids.size;
  }

  has(id: number): boolean {
    return this.ids.has(id);
  }

  toggle(id: number): void {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#anchor = id;
  }

  /** Select everything from the anchor to `id` in the order of `shown`; without an anchor, `id` alone. */
  extendTo(id: number, shown: readonly number[]): void {
    const to = shown.indexOf(id);
    const anchor = this.#anchor === null ? -1 : shown.indexOf(this.#anchor);
    const from = anchor === -1 ? to : anchor;
    for (let i = Math.min(from, to); i <= Math.max(from, to); i++) {
      const each = shown[i];
      if (each !== undefined) this.ids.add(each);
    }
    if (anchor === -1) this.#anchor = id;
  }

  selectAll(shown: readonly number[]): void {
    for (const id of shown) this.ids.add(id);
  }

  clear(): void {
    this.ids.clear();
    this.#anchor = null;
  }

  #others(ids: readonly number[]): number[] {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- lives as long as this call
    const known = new Set(ids);
    return [...this.ids].filter((id) => !known.has(id));
  }

  /** The selected photos in the order of `shown`, then those that are not shown. */
  inOrder(shown: readonly number[]): number[] {
    const visible = shown.filter((id) => this.ids.has(id));
    return [...visible, ...this.#others(visible)];
  }
}
