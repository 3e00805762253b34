import { ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import type { Wire } from '#shared/rpc/wire';
import { PAGE_ORIGIN } from './app-protocol';

const CHANNEL = 'frame';

interface PageWire extends Wire {
  receive(frame: unknown): void;
}

/** Only the top frame of our own window, showing our own page, is listened to. */
export function isOurPage(event: IpcMainEvent, contents: WebContents): boolean {
  const frame = event.senderFrame;
  if (event.sender !== contents || frame === null) return false;
  return frame === contents.mainFrame && frame.origin === PAGE_ORIGIN;
}

/** Hands each load of the page over as a wire of its own, which closes when the page goes. */
export function setUpIpcWire(
  contents: WebContents,
  accept: (wire: Wire) => void,
  warn: (message: string) => void,
): void {
  let pageId: string | null = null;
  let wire: PageWire | null = null;

  const leave = (): void => {
    pageId = null;
    wire?.close();
    wire = null;
  };

  const listen = (event: IpcMainEvent, sentBy: unknown, frame: unknown): void => {
    if (!isOurPage(event, contents) || typeof sentBy !== 'string') {
      warn('A frame that did not come from the page in our window was refused');
      return;
    }
    if (sentBy !== pageId) {
      leave();
      pageId = sentBy;
      wire = createPageWire(contents, sentBy);
      accept(wire);
    }
    wire?.receive(frame);
  };

  ipcMain.on(CHANNEL, listen);
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) leave();
  });
  contents.on('render-process-gone', leave);
  contents.once('destroyed', () => {
    ipcMain.off(CHANNEL, listen);
    leave();
  });
}

function createPageWire(contents: WebContents, pageId: string): PageWire {
  let isOpen = true;
  let frameListener: ((frame: unknown) => void) | null = null;
  let closeListener: ((refusal: null) => void) | null = null;
  return {
    send(frame) {
      if (isOpen && !contents.isDestroyed()) contents.send(CHANNEL, pageId, frame);
    },
    receive(frame) {
      if (isOpen) frameListener?.(frame);
    },
    onFrame(listener) {
      frameListener = listener;
    },
    onClose(listener) {
      closeListener = listener;
      if (!isOpen) listener(null);
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      closeListener?.(null);
    },
  };
}
