import type { Wire } from '#shared/rpc/wire';

/** What the preload script puts into the page. */
export interface ElectronHost {
  readonly kind: 'electron';
  send(frame: unknown): void;
  onFrame(listener: (frame: unknown) => void): void;
}

declare global {
  interface Window {
    /** Only in Electron's window. */
    readonly host?: ElectronHost;
  }
}

/** The page's end of Electron's IPC. It closes when the page ends it; when the other side ends, the window is gone. */
export function createElectronWire(host: ElectronHost): Wire {
  let isOpen = true;
  let closeListener: ((refusal: null) => void) | null = null;
  return {
    send(frame) {
      if (isOpen) host.send(frame);
    },
    onFrame(listener) {
      host.onFrame((frame) => {
        if (isOpen) listener(frame);
      });
    },
    onClose(listener) {
      closeListener = listener;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      closeListener?.(null);
    },
  };
}
