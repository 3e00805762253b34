import { contextBridge, ipcRenderer } from 'electron';

/** The one channel; what is said over it is the business of the frames. */
const CHANNEL = 'frame';
/** Each load of the page is a client of its own, so that nothing meant for the page before it reaches this one. */
const pageId = crypto.getRandomValues(new Uint32Array(4)).join('-');

let frameListener: ((frame: unknown) => void) | null = null;
ipcRenderer.on(CHANNEL, (_event, addressee: unknown, frame: unknown) => {
  if (addressee === pageId) frameListener?.(frame);
});

contextBridge.exposeInMainWorld('host', {
  kind: 'electron',
  send: (frame: unknown) => ipcRenderer.send(CHANNEL, pageId, frame),
  onFrame: (listener: (frame: unknown) => void) => {
    frameListener = listener;
  },
});
