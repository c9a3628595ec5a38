import { describe, expect, test } from 'vitest';
import { readPack } from '../../bench/lib/library.ts';
import { writeSyntheticLibrary, writeSyntheticThumbs } from '../../bench/lib/synthetic-library.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { canRun, defaultViewport, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';

const count = 100_000;
const maxNodes = 500;

describe.skipIf(!canRun)('a library of 100,000 photos', () => {
  const running = useApp({
    hasCaptions: true,
    library: async (dataDir) => {
      writeSyntheticLibrary(dataDir, count, 0);
      // To a sentence at random these photos are all alike: whatever is searched for, they match. Words fit them as little as
      // directions at random do, so no tag does.
      using store = Store.open(dataDir);
      const { id, version, space, embedding } = readPack();
      const pack = store.packs.register({ id, version, space, dim: embedding.dim });
      const words = { median: 0.19, high: 0.22 };
      const sentence = { median: -2, high: -1 };
      store.captions.saveChance(pack, { photos: count, words, sentence, agreement: { pairs: 0, slope: 0 } });
      await writeSyntheticThumbs(dataDir);
    },
  });

  /** But for those of the side bar, which are the same whatever there is. */
  const nodes = (): Promise<number> =>
    running().page.evaluate(() => document.querySelectorAll('*').length - document.querySelectorAll('nav *').length);
  const say = (line: string): void => {
    // eslint-disable-next-line no-console -- measured here for people to read, asserted nowhere
    console.log(line);
  };

  /** Draw again and again while something goes on, and tell how long the frames took. */
  async function framesDuring(work: () => Promise<void>): Promise<number[]> {
    const { page } = running();
    const stop = await page.evaluateHandle(() => {
      const frames: number[] = [];
      let isOn = true;
      let last = performance.now();
      const next = (now: number): void => {
        frames.push(now - last);
        last = now;
        if (isOn) requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
      return () => {
        isOn = false;
        return frames;
      };
    });
    await work();
    return page.evaluate((end) => end(), stop);
  }

  function describeFrames(frames: readonly number[]): string {
    const sorted = frames.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0);
    return `${String(frames.length)} frames, median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`;
  }

  test('is shown from its newest photo, with few nodes and every thumbnail', async () => {
    const { page, ui } = running();
    await page.getByText(t('status.photos', { count }), { exact: true }).waitFor();
    expect(await ui.photosInView()).toContain(1);
    await ui.thumbsLoaded();
    expect(await nodes()).toBeLessThanOrEqual(maxNodes);
  });

  test('is scrolled with the wheel, and what comes into sight is filled', async () => {
    const { page, ui } = running();
    await page.mouse.move(600, 500);
    const frames = await framesDuring(async () => {
      for (let i = 0; i < 60; i++) {
        await page.mouse.wheel(0, 400);
        await ui.frame();
      }
    });
    say(`Wheel: ${describeFrames(frames)}`);
    expect(await ui.photosInView()).not.toContain(1);
    await ui.thumbsLoaded();
    expect(await nodes()).toBeLessThanOrEqual(maxNodes);
  });

  test('is gone through to its end and back with End and Home', async () => {
    const { page, ui } = running();
    await ui.grid.focus();
    await page.keyboard.press('End');
    await expect.poll(() => ui.photosInView()).toContain(count);
    expect(await ui.activePlace()).toBe(count);
    await ui.thumbsLoaded();
    await page.keyboard.press('Home');
    await expect.poll(() => ui.photosInView()).toContain(1);
    expect(await ui.activePlace()).toBe(1);
  });

  test('is at the month where the scrubber is dragged to', async () => {
    const { page, ui } = running();
    const scrubber = page.getByRole('slider', { name: t('scrubber.label') });
    const box = await scrubber.boundingBox();
    if (box === null) throw new Error('Expected the scrubber to be drawn');
    const x = box.x + box.width / 2;
    await page.mouse.move(x, box.y + 4);
    await page.mouse.down();
    const frames = await framesDuring(async () => {
      await page.mouse.move(x, box.y + box.height / 2, { steps: 40 });
    });
    say(`Scrubber: ${describeFrames(frames)}`);
    const bubble = await page
      .getByText(/^[A-Z][a-z]+ 20\d\d$/u)
      .last()
      .textContent();
    await page.mouse.up();
    await ui.frame();
    const month = await scrubber.getAttribute('aria-valuetext');
    expect(bubble).toBe(month);
    // 22 years, evenly, newest first: the middle is where 2014 becomes 2015.
    expect(month).toMatch(/ 201[45]$/u);
    const heading = page.getByText(month ?? '', { exact: true });
    expect(await heading.count()).toBeGreaterThan(0);
    const places = await ui.photosInView();
    expect(Math.abs((places[0] ?? 0) - count / 2)).toBeLessThan(count * 0.02);
    await ui.thumbsLoaded();
    expect(await nodes()).toBeLessThanOrEqual(maxNodes);
  });

  test('keeps its place when the window and the thumbnails change in size', async () => {
    const { page, ui } = running();
    const [first = 0] = await ui.photosInView();
    for (const size of [{ width: 900, height: 700 }, { width: 1900, height: 1000 }, defaultViewport]) {
      await page.setViewportSize(size);
      await ui.frame();
      await expect.poll(() => ui.photosInView()).toContain(first);
    }
    const slider = page.getByRole('slider', { name: t('grid.size') });
    for (const height of ['320', '100', '200']) {
      await slider.fill(height);
      await ui.frame();
      await expect.poll(() => ui.photosInView()).toContain(first);
    }
  });

  test('is searched, and the first photos are there soon', async () => {
    const { page, ui } = running();
    // The first search loads the model.
    await ui.search('warm up');
    await ui.search('colours of the evening');
    const ms = await page.evaluate(async (words) => {
      const field = document.activeElement?.closest('body')?.querySelector<HTMLInputElement>('search input');
      if (!field) throw new Error('Expected a search field');
      const before = document.querySelector('[aria-posinset]')?.id;
      field.focus();
      field.value = words;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      const begin = performance.now();
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      while (document.querySelector('[aria-posinset]')?.id === before) await new Promise(requestAnimationFrame);
      while (document.querySelector<HTMLImageElement>('[aria-posinset] img')?.complete !== true) {
        await new Promise(requestAnimationFrame);
      }
      return performance.now() - begin;
    }, 'colours of the morning');
    say(`From Enter to the first photo of the answer: ${ms.toFixed(0)} ms`);
    expect(await ui.total()).toBe(200);
    // The rest comes with scrolling.
    await ui.grid.press('End');
    await expect.poll(() => ui.total(), { timeout: 30_000 }).toBe(count);
    expect(await nodes()).toBeLessThanOrEqual(maxNodes);
    await ui.button(t('search.clear')).click();
  });

  test('fills the largest windows with as few nodes', async () => {
    const { page, ui } = running();
    for (const size of [
      { width: 3840, height: 2160 },
      { width: 320, height: 640 },
      { width: 2160, height: 3840 },
    ]) {
      await page.setViewportSize(size);
      await ui.frame();
      await ui.scrollTo(200_000);
      expect(await nodes()).toBeLessThanOrEqual(maxNodes);
      const covered = await ui.scroller.evaluate((grid) => {
        const view = grid.getBoundingClientRect();
        const boxes = [...grid.querySelectorAll('[role=option]')].map((option) => option.getBoundingClientRect());
        return {
          above: Math.min(...boxes.map(({ top }) => top)) <= view.top,
          below: Math.max(...boxes.map(({ bottom }) => bottom)) >= view.bottom,
        };
      });
      expect(covered).toEqual({ above: true, below: true });
      await ui.thumbsLoaded();
    }
    await page.setViewportSize(defaultViewport);
  });

  test('is never taller than browsers can draw, and its last photo is reached all the same', async () => {
    const { page, ui } = running();
    await ui.scrollTo(0);
    // As large as thumbnails get: about 17 million pixels of rows.
    await page.getByRole('slider', { name: t('grid.size') }).fill('420');
    await expect.poll(async () => (await ui.photo(1).boundingBox())?.height ?? 0).toBeGreaterThan(300);
    const tallest = await ui.scroller.evaluate(({ scrollHeight }) => scrollHeight);
    const perPhoto = await ui.grid.evaluate((grid) => {
      const boxes = [...grid.querySelectorAll('[role=option]')].map((option) => option.getBoundingClientRect());
      return (Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top))) / boxes.length;
    });
    say(`The scrolled element has ${String(tallest)} pixels, the rows about ${(perPhoto * count).toFixed(0)}`);
    expect(tallest).toBeLessThan(16_000_000);
    expect(perPhoto * count).toBeGreaterThan(tallest);

    // By the end of the scroll bar, by key, and by small steps, which move what is seen by as much as they say.
    await ui.scrollTo(tallest);
    await expect.poll(() => ui.photosInView()).toContain(count);
    await ui.scrollTo(0);
    await expect.poll(() => ui.photosInView()).toContain(1);
    await ui.grid.focus();
    await page.keyboard.press('End');
    await expect.poll(() => ui.photosInView()).toContain(count);
    const last = async (): Promise<number> => (await ui.photo(count).boundingBox())?.y ?? 0;
    const before = await last();
    await page.mouse.move(600, 500);
    await page.mouse.wheel(0, -120);
    // Positions that far down are whole pixels, and not always the nearest ones.
    await expect.poll(last).toBeCloseTo(before + 120, -1);
    await ui.thumbsLoaded();
    expect(await nodes()).toBeLessThanOrEqual(maxNodes);
  });
});
