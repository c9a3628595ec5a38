import { devicePixelRatio } from 'svelte/reactivity/window';

/** Pixels of the screen for each CSS pixel, as it is now: it changes with the browser's zoom and from screen to screen. */
export const pixelRatio = {
  get now(): number {
    return devicePixelRatio.current ?? 1;
  },
};
