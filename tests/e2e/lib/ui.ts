import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { t } from './messages.ts';

/** What a user finds on the page, by the roles and names that a screen reader would tell. */
export class Ui {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get grid(): Locator {
    return this.page.locator('[role=listbox][aria-multiselectable=true]');
  }

  /** What the grid is scrolled in. */
  get scroller(): Locator {
    return this.grid.locator('..');
  }

  /** The photos that are drawn: those in sight and around. */
  get photos(): Locator {
    return this.page.locator('[role=option][aria-posinset]');
  }

  /** A photo by its place in the grid, from 1. */
  photo(place: number): Locator {
    return this.page.locator(`[role=option][aria-posinset="${place}"]`);
  }

  get searchField(): Locator {
    return this.page.getByRole('combobox', { name: t('search.label') });
  }

  get viewer(): Locator {
    return this.page.getByRole('dialog', { name: t('viewer.label') });
  }

  get statusButton(): Locator {
    return this.page.getByRole('button', { name: t('status.label') });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** A way into a room, in the side bar. */
  door(title: string): Locator {
    return this.page.getByRole('navigation', { name: t('side.title') }).getByRole('link', { name: title });
  }

  dialog(title: string): Locator {
    return this.page.getByRole('dialog', { name: title });
  }

  /** Ids of the photos that are drawn, in the grid's order. */
  async photoIds(): Promise<number[]> {
    await this.photos
      .or(this.button(t('search.showNearMisses')))
      .first()
      .waitFor();
    const found = await this.photos.evaluateAll((options) =>
      options.map((option) => ({ id: Number(option.id.slice('photo-'.length)), at: Number(option.ariaPosInSet) })),
    );
    return found.sort((a, b) => a.at - b.at).map(({ id }) => id);
  }

  /** Places of the photos of which any part can be seen, from 1. */
  async photosInView(): Promise<number[]> {
    return this.grid.evaluate((grid) => {
      const view = (grid.parentElement ?? grid).getBoundingClientRect();
      const seen = [...grid.querySelectorAll('[role=option]')].filter((option) => {
        const { top, bottom } = option.getBoundingClientRect();
        return bottom > view.top && top < view.bottom;
      });
      return seen.map((option) => Number(option.ariaPosInSet)).sort((a, b) => a - b);
    });
  }

  /** What a screen reader calls the element that has the focus. */
  async focused(): Promise<string> {
    return this.page.evaluate(() => {
      const { activeElement: focused } = document;
      const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : focused?.textContent;
      return (focused?.ariaLabel ?? label ?? '').trim();
    });
  }

  /** Is it to be seen where the focus is: on the element, on what frames it, or on the photo that is the active one? */
  async isFocusVisible(): Promise<boolean> {
    return this.page.evaluate(() => {
      const { activeElement: focused } = document;
      if (focused === null || focused === document.body) return false;
      const active = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '');
      const frame = focused.parentElement;
      return [focused, frame, frame?.parentElement ?? null, active].some((element) => {
        if (element === null) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
      });
    });
  }

  /** Place of the photo that the keyboard is at, from 1; 0 when it is at none. */
  async activePlace(): Promise<number> {
    // In one go: by the next look the photo may be out of the document.
    return this.grid.evaluate((grid) => {
      const active = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
      return Number(active?.ariaPosInSet ?? 0);
    });
  }

  /** Everything is indexed. */
  async upToDate(): Promise<void> {
    await this.page
      .getByRole('button', { name: `${t('status.label')}: ${t('status.upToDate')}` })
      .waitFor({ timeout: 150_000 });
  }

  async addFirstFolder(path: string): Promise<void> {
    await this.page.getByRole('textbox', { name: t('folder.path') }).fill(path);
    await this.button(t('folder.add')).click();
  }

  /** Search for a text and wait for the answer to it. */
  async search(text: string): Promise<void> {
    // An answer that is there already must not be taken for the one to come.
    await this.searchField.fill('');
    await this.page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await this.searchField.fill(text);
    await this.searchField.press('Enter');
    await this.answered();
  }

  /** Wait for the answer to a search that was begun when there was none, and unfold it where nothing matches. */
  async answered(): Promise<void> {
    const results = this.page.getByRole('listbox', { name: t('grid.results') });
    const nearMisses = this.button(t('search.showNearMisses'));
    await results.or(nearMisses).waitFor();
    // What is there may be the answer of before, and make way for another between two looks.
    const unfold = async (): Promise<boolean> => {
      await nearMisses.evaluateAll((buttons) => {
        for (const button of buttons) (button as HTMLElement).click();
      });
      return results.isVisible();
    };
    await expect.poll(unfold, { timeout: 15_000 }).toBe(true);
  }

  /** Wait until results are the answer to what is asked by now, in its order: those of before stay in sight until then. */
  async inOrder(): Promise<void> {
    await this.page.locator('[role=listbox][aria-busy=false]').waitFor();
  }

  /** How many photos the grid has, drawn or not. */
  async total(): Promise<number> {
    await this.photos
      .or(this.button(t('search.showNearMisses')))
      .first()
      .waitFor();
    // Not waited for a second time: they may have made way for "nothing looks like this" by now.
    return this.photos.evaluateAll((photos) => Number(photos[0]?.getAttribute('aria-setsize') ?? 0));
  }

  /** How many photos match, as the line above them says. */
  async matching(): Promise<number> {
    const line = await this.page
      .getByRole('status')
      .filter({ hasText: /photos? match(?:es)?/u })
      .textContent();
    return Number(/[\d,]+/u.exec(line ?? '')?.[0].replaceAll(',', '') ?? 0);
  }

  /** A chip of the query. */
  queryChip(label: string): Locator {
    return this.button(t('chips.remove', { chip: label }));
  }

  /** The list that opens at the empty search field. */
  get suggestions(): Locator {
    return this.page.getByRole('listbox', { name: t('savedSearches.suggestions') });
  }

  /** Scroll the photos to a position, and wait until those there are drawn. */
  async scrollTo(top: number): Promise<void> {
    await this.scroller.evaluate((scroller, y) => {
      scroller.scrollTop = y;
    }, top);
    await this.frame();
  }

  /** Scroll until a photo is drawn. */
  async bringIntoView(photoId: number): Promise<Locator> {
    const photo = this.page.locator(`#photo-${String(photoId)}`);
    for (let top = 0; (await photo.count()) === 0; top += 500) {
      const last = await this.scroller.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
      if (top > last + 500) throw new Error(`Expected photo ${String(photoId)} in the grid but it is not there`);
      await this.scrollTo(top);
    }
    await photo.scrollIntoViewIfNeeded();
    return photo;
  }

  /** Wait until what was asked of the page is drawn. */
  async frame(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(resolve));
        }),
    );
  }

  /** Wait until nothing on the page is on its way any more. */
  async atRest(): Promise<void> {
    await this.page.waitForFunction(() => document.getAnimations().length === 0);
    await this.frame();
    await this.page.waitForFunction(() => document.getAnimations().length === 0);
  }

  async openViewer(photoId: number): Promise<void> {
    await (await this.bringIntoView(photoId)).click();
    await this.viewer.waitFor();
  }

  /** Every photo that is drawn shows its thumbnail. */
  async thumbsLoaded(): Promise<void> {
    await expect
      .poll(() =>
        this.photos.evaluateAll(
          (options) =>
            options.filter((option) => {
              const image = option.querySelector('img');
              return image === null || !image.complete || image.naturalWidth === 0;
            }).length,
        ),
      )
      .toBe(0);
  }

  /** The whole photo in the viewer, over its thumbnail. */
  get fullPhoto(): Locator {
    return this.viewer.locator('img[src^="/photo/"]');
  }

  /** The size in pixels in which the whole photo came, once it is there. */
  async fullPhotoSize(): Promise<{ width: number; height: number }> {
    const size = (): Promise<{ width: number; height: number }> =>
      this.fullPhoto.evaluate((image: HTMLImageElement) => ({
        width: image.naturalWidth,
        height: image.naturalHeight,
      }));
    await expect.poll(async () => (await size()).width).toBeGreaterThan(0);
    return size();
  }
}
