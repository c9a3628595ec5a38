import { modals } from './modals.svelte.ts';

/** What stands at the lower edge of the window. */
const floors = new Set<HTMLElement>();

/**
 * Keep in sight what stands at the lower edge of the window: `--floor` is how far the highest of it reaches up, and what is told
 * for a moment stands above. How high a bar is depends on the window, in which its buttons may take several lines. What lies
 * behind a modal dialog does not count: attached to an element, this is done again with each that opens or closes.
 */
export function floor(element: HTMLElement): () => void {
  const observer = new ResizeObserver(measure);
  floors.add(element);
  observer.observe(element);
  // What it stands in may make way for something below.
  if (element.offsetParent !== null) observer.observe(element.offsetParent);
  // One listener serves them all: the browser takes the same function once, and one removal would end it for the others.
  if (floors.size === 1) addEventListener('resize', measure);
  measure();
  return () => {
    observer.disconnect();
    floors.delete(element);
    if (floors.size === 0) removeEventListener('resize', measure);
    measure();
  };
}

function measure(): void {
  const { top } = modals;
  const seen = [...floors].filter((element) => top === undefined || top.contains(element));
  const heights = seen.map((element) => innerHeight - element.getBoundingClientRect().top);
  document.documentElement.style.setProperty('--floor', `${Math.max(0, ...heights)}px`);
}
