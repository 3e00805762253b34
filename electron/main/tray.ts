import { app, Menu, nativeImage, Tray, type NativeImage } from 'electron';
import { worstStateWords, type TrunkHealth, type TrunkNotices } from './trunk-notices';

/** Red, green, blue of the dot; those of renderer/styles/tokens.css that are seen on light and dark bars. */
const colours: Readonly<Record<TrunkHealth, readonly [number, number, number]>> = {
  idle: [0x8a, 0x93, 0xa0],
  up: [0x2f, 0x9e, 0x5f],
  busy: [0xd0, 0x8a, 0x1d],
  down: [0xd1, 0x43, 0x43],
};
/** In pixels of the image, which is shown at half its size. */
const SIZE = 32;
const RADIUS = 12;

export interface TrayOptions {
  readonly onShow: () => void;
}

/** The worst state of all trunks, beside the clock, and as a number on the dock. */
export class TrunkTray {
  readonly #tray: Tray;
  readonly #onShow: () => void;
  #shown = '';

  constructor({ onShow }: TrayOptions) {
    this.#onShow = onShow;
    this.#tray = new Tray(dot('idle'));
    this.#tray.on('click', onShow);
  }

  show(worst: ReturnType<TrunkNotices['worst']>): void {
    const words = worstStateWords(worst);
    if (`${worst.health} ${words}` === this.#shown) return;
    this.#shown = `${worst.health} ${words}`;
    this.#tray.setImage(dot(worst.health));
    this.#tray.setToolTip(`Trunkline: ${words}`);
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words, enabled: false },
        { type: 'separator' },
        { label: 'Show Trunkline', click: this.#onShow },
        { label: 'Quit Trunkline', click: () => app.quit() },
      ]),
    );
    app.setBadgeCount(worst.health === 'down' ? worst.names.length : 0);
  }

  close(): void {
    this.#tray.destroy();
  }
}

/** A dot with soft edges, drawn here so that it needs no file for each colour and size. */
function dot(health: TrunkHealth): NativeImage {
  const [red, green, blue] = colours[health];
  const pixels = Buffer.alloc(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const distance = Math.hypot(x - SIZE / 2 + 0.5, y - SIZE / 2 + 0.5);
      const alpha = Math.round(255 * Math.max(0, Math.min(1, RADIUS - distance + 0.5)));
      const at = (y * SIZE + x) * 4;
      // Blue first, and each multiplied with the alpha, as Electron's bitmaps are.
      for (const [index, colour] of [blue, green, red].entries()) {
        pixels[at + index] = Math.round((colour * alpha) / 255);
      }
      pixels[at + 3] = alpha;
    }
  }
  return nativeImage.createFromBitmap(pixels, { width: SIZE, height: SIZE, scaleFactor: 2 });
}
