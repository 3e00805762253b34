import type { RawData, WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '#shared/rpc/codec';
import type { Wire } from '#shared/rpc/wire';

/** Octets that may wait for a client that reads too slowly; then it is let go, and loads everything again. */
const MAX_BUFFERED_BYTES = 64 * 1024 * 1024;

/** The host's end of a WebSocket that was let in. */
export function createSocketWire(socket: WebSocket): Wire {
  let frameListener: ((frame: unknown) => void) | null = null;
  let closeListener: ((refusal: null) => void) | null = null;
  socket.on('message', (data: RawData, isBinary: boolean) => {
    // A binary frame is none of ours: it is handed on as what no frame is.
    frameListener?.(isBinary ? undefined : decodeFrame(rawText(data)));
  });
  socket.on('close', () => closeListener?.(null));
  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
      else socket.send(encodeFrame(frame));
    },
    onFrame(listener) {
      frameListener = listener;
    },
    onClose(listener) {
      closeListener = listener;
      if (socket.readyState === socket.CLOSED) listener(null);
    },
    close: () => socket.close(),
  };
}

/** `ws` hands a text frame over as one Buffer. */
export function rawText(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : '';
}
