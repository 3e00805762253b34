import { z } from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was when it was closed; as found on disk, so nothing in it is believed. */
export const windowPlace = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  isMaximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof windowPlace>;

const FIRST_SIZE = { width: 1360, height: 880 };
const SMALLEST_SIZE = { width: 1024, height: 700 };
/** Of the title bar, so that the window can be reached with the mouse. */
const VISIBLE_STRIP_PX = 80;

/** The smallest size that the window may take: less on a screen that is smaller still. */
export function smallestSize(workArea: Rectangle): { readonly width: number; readonly height: number } {
  return {
    width: Math.min(SMALLEST_SIZE.width, workArea.width),
    height: Math.min(SMALLEST_SIZE.height, workArea.height),
  };
}

/**
 * Where to open the window: where it was, if enough of it would show on one of the screens there are now; else in
 * the middle of the first one. `workAreas` begins with the main screen and is never empty.
 */
export function placeWindow(
  saved: unknown,
  workAreas: readonly [Rectangle, ...Rectangle[]],
): { readonly bounds: Rectangle; readonly isMaximized: boolean } {
  const parsed = windowPlace.safeParse(saved);
  const [main] = workAreas;
  if (parsed.success) {
    const { isMaximized, ...bounds } = parsed.data;
    const area = workAreas.find((candidate) => isReachable(bounds, candidate));
    if (area !== undefined) return { bounds: fit(bounds, area), isMaximized };
  }
  const wanted = parsed.success ? parsed.data : FIRST_SIZE;
  const { width, height } = fit({ x: main.x, y: main.y, width: wanted.width, height: wanted.height }, main);
  const x = main.x + Math.floor((main.width - width) / 2);
  const y = main.y + Math.floor((main.height - height) / 2);
  return { bounds: { x, y, width, height }, isMaximized: parsed.success && parsed.data.isMaximized };
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const visibleWidth = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const isTopVisible = bounds.y >= area.y && bounds.y <= area.y + area.height - VISIBLE_STRIP_PX;
  return visibleWidth >= VISIBLE_STRIP_PX && isTopVisible;
}

function fit(bounds: Rectangle, area: Rectangle): Rectangle {
  const smallest = smallestSize(area);
  return {
    x: bounds.x,
    y: bounds.y,
    width: Math.min(Math.max(bounds.width, smallest.width), area.width),
    height: Math.min(Math.max(bounds.height, smallest.height), area.height),
  };
}
