import { describe, expect, it } from 'vitest';
import { placeWindow, smallestSize, type Rectangle } from '#electron/main/window-place';

const laptop: Rectangle = { x: 0, y: 25, width: 1440, height: 875 };
const second: Rectangle = { x: 1440, y: 0, width: 1920, height: 1080 };
const saved = { x: 1600, y: 100, width: 1200, height: 800, isMaximized: false };

describe('placeWindow', () => {
  it('opens in the middle of the main screen the first time', () => {
    expect(placeWindow({}, [second])).toEqual({
      bounds: { x: 1720, y: 100, width: 1360, height: 880 },
      isMaximized: false,
    });
  });

  it('opens where it was, maximized if it was', () => {
    expect(placeWindow(saved, [laptop, second]).bounds).toEqual({
      x: 1600,
      y: 100,
      width: 1200,
      height: 800,
    });
    expect(placeWindow({ ...saved, isMaximized: true }, [laptop, second]).isMaximized).toBe(true);
  });

  it('comes back to the main screen, in its size, when its screen is gone', () => {
    expect(placeWindow(saved, [laptop])).toEqual({
      bounds: { x: 120, y: 62, width: 1200, height: 800 },
      isMaximized: false,
    });
  });

  it.each([
    ['its title bar above the screen', { ...saved, x: 100, y: -400 }],
    ['its title bar below the screen', { ...saved, x: 100, y: 890 }],
    ['all but a sliver of it beside the screen', { ...saved, x: -1190, y: 100 }],
  ])('is not opened with %s', (_what, place) => {
    const { bounds } = placeWindow(place, [laptop]);
    expect(bounds).toEqual({ x: 120, y: 62, width: 1200, height: 800 });
  });

  it('is never larger than the screen nor smaller than it can be used', () => {
    expect(placeWindow({ ...saved, x: 0, y: 25, width: 9000, height: 9000 }, [laptop]).bounds).toEqual(
      laptop,
    );
    expect(placeWindow({ ...saved, x: 0, y: 25, width: 1, height: 1 }, [laptop]).bounds).toMatchObject({
      width: 1024,
      height: 700,
    });
  });

  it.each([[null], [undefined], ['x'], [{ x: 1 }], [{ ...saved, width: -5 }], [{ ...saved, x: 'left' }]])(
    'believes nothing of %j',
    (place) => {
      expect(placeWindow(place, [laptop])).toEqual({
        bounds: { x: 40, y: 25, width: 1360, height: 875 },
        isMaximized: false,
      });
    },
  );
});

describe('smallestSize', () => {
  it('gives way to a smaller screen', () => {
    expect(smallestSize(laptop)).toEqual({ width: 1024, height: 700 });
    expect(smallestSize({ x: 0, y: 0, width: 800, height: 560 })).toEqual({ width: 800, height: 560 });
  });
});
