import { decodeFrame, encodeFrame } from '#shared/rpc/codec';
import { CLOSE_CODES, SOCKET_PATH, type TokenFrame } from '#shared/rpc/socket-protocol';
import type { Wire } from '#shared/rpc/wire';

/** Said when the host that the page belonged to was started again: each run has a token of its own. */
export const WRONG_TOKEN =
  'This address is of an earlier run. Open the address that Trunkline printed when it was started.';

/** Opens a WebSocket to the host that served this page and shows it the token. Rejects when it cannot be reached. */
export function openWebSocketWire(token: string): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}${SOCKET_PATH}`);
    let isOpen = false;
    socket.onerror = () => {
      if (!isOpen) reject(new Error('The WebSocket could not be opened.'));
    };
    socket.onopen = () => {
      isOpen = true;
      const hello: TokenFrame = { token };
      socket.send(encodeFrame(hello));
      resolve(wireOf(socket));
    };
  });
}

function wireOf(socket: WebSocket): Wire {
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(frame));
    },
    onFrame(listener) {
      socket.onmessage = ({ data }: MessageEvent<unknown>) => {
        listener(typeof data === 'string' ? decodeFrame(data) : undefined);
      };
    },
    onClose(listener) {
      socket.onclose = ({ code }) => listener(code === CLOSE_CODES.wrongToken ? WRONG_TOKEN : null);
    },
    close: () => socket.close(),
  };
}
