import { z } from 'zod';

/** Smallest window that the page is made for, in device-independent pixels. */
export const minimumSize = { width: 360, height: 480 } as const;

const preferredSize = { width: 1280, height: 860 } as const;

export const Placement = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximised: z.boolean(),
  fullscreen: z.boolean(),
});
/** Where a window lies when it is neither maximised nor fullscreen, and whether it is. */
export type Placement = z.infer<typeof Placement>;

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Screen {
  readonly id: number;
  /** Without task bar and menu bar. */
  readonly workArea: Rectangle;
}

/** Placements by display, and the display that the window was on last. */
export interface Remembered {
  readonly display: number | null;
  readonly placements: Readonly<Record<string, Placement>>;
}

/**
 * Where to open the window: as it was on the display it was on last if that is there, else as it was on the primary one,
 * else in the middle of that. Whatever is remembered, the window ends up whole inside the display's work area, which may
 * have shrunk since.
 *
 * @param screens the displays that are there, the primary one first; at least one.
 */
export function placeWindow(remembered: Remembered, screens: readonly [Screen, ...Screen[]]): Placement {
  const { id, workArea } = screens.find((screen) => screen.id === remembered.display) ?? screens[0];
  const placement = remembered.placements[String(id)] ?? inTheMiddle(workArea);
  return { ...placement, ...fit(placement, workArea) };
}

function inTheMiddle(area: Rectangle): Placement {
  const width = Math.min(preferredSize.width, area.width);
  const height = Math.min(preferredSize.height, area.height);
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
    maximised: false,
    fullscreen: false,
  };
}

function fit(wanted: Rectangle, area: Rectangle): Rectangle {
  const width = Math.max(minimumSize.width, Math.min(wanted.width, area.width));
  const height = Math.max(minimumSize.height, Math.min(wanted.height, area.height));
  return {
    x: within(wanted.x, area.x, area.x + area.width - width),
    y: within(wanted.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

/** An area smaller than the smallest window keeps the window's top left corner, where its title is. */
function within(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
