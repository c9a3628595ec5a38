/** Room above what is begun at, in pixels of the page. */
const above = 12;

/** Give the focus to what is in the settings, and scroll there. */
export function beginSettingsAt(element: HTMLElement): void {
  element.focus({ preventScroll: true });
  // Not by scrollIntoView, which scrolls the dialog away under its own title as well.
  const scroller = element.closest('section')?.parentElement;
  if (scroller == null) return;
  scroller.scrollTop += element.getBoundingClientRect().top - scroller.getBoundingClientRect().top - above;
}
