import type { Page } from 'playwright-core';

/** What sticks out of the window to the side, as it is now: the page itself, and controls that cannot be reached. */
export async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth;
    const modal = document.querySelector('dialog:modal');
    const outside = [...document.querySelectorAll('button, input, [role=slider]')].filter((control) => {
      // Behind a dialog nothing can be reached anyway; what is read only by screen readers has no place; chips scroll.
      if (modal?.contains(control) === false || control.closest('[role=group]') !== null) return false;
      const { left, right, width } = control.getBoundingClientRect();
      return control.checkVisibility() && width > 1 && (left < -1 || right > innerWidth + 1);
    });
    const names = outside.map((control) => `"${control.ariaLabel ?? control.textContent}" is outside`);
    return scrolls ? ['the page scrolls sideways', ...names] : names;
  });
}
