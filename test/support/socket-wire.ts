import { WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '#shared/rpc/codec';
import { SOCKET_PATH } from '#shared/rpc/socket-protocol';
import type { Wire } from '#shared/rpc/wire';

/** Connects as the page does to the headless host whose URL, with the token in it, is given. */
export async function openSocketWire(url: string): Promise<Wire> {
  const { host, origin, hash } = new URL(url);
  const socket = new WebSocket(`ws://${host}${SOCKET_PATH}`, { origin });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.send(encodeFrame({ token: hash.replace('#token=', '') }));
  return {
    send: (frame) => socket.send(encodeFrame(frame)),
    onFrame: (listener) => {
      socket.on('message', (data: Buffer) => listener(decodeFrame(data.toString('utf8'))));
    },
    onClose: (listener) => {
      socket.on('close', () => listener(null));
    },
    close: () => socket.close(),
  };
}
