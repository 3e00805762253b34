import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { createSocketWire } from '#electron/headless/socket-wire';

/** The part of a WebSocket that the wire uses. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly CLOSED = 3;
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: string[] = [];

  send(text: string): void {
    this.sent.push(text);
  }

  terminate(): void {
    this.readyState = 3;
    this.emit('close');
  }

  close(): void {
    this.terminate();
  }
}

function start() {
  const socket = new FakeSocket();
  return { socket, wire: createSocketWire(socket as unknown as WebSocket) };
}

it('lets a client go that leaves more than 64 MiB unread', () => {
  const { socket, wire } = start();
  let closed = 0;
  wire.onClose(() => (closed += 1));
  socket.bufferedAmount = 64 * 1024 * 1024;
  wire.send({ seq: 1 });
  socket.bufferedAmount += 1;
  wire.send({ seq: 2 });
  wire.send({ seq: 3 });
  expect(socket.sent).toEqual(['{"seq":1}']);
  expect(closed).toBe(1);
});

it('tells at once that it has closed already, and sends nothing then', () => {
  const { socket, wire } = start();
  socket.terminate();
  let closed = 0;
  wire.onClose(() => (closed += 1));
  wire.send({});
  expect([closed, socket.sent]).toEqual([1, []]);
});

it('hands on a binary frame, and one that is no JSON, as what no frame is', () => {
  const { socket, wire } = start();
  const frames: unknown[] = [];
  wire.onFrame((frame) => frames.push(frame));
  socket.emit('message', Buffer.from('{"type":"hello"}'), false);
  socket.emit('message', Buffer.from('{"type":"hello"}'), true);
  socket.emit('message', Buffer.from('{'), false);
  expect(frames).toEqual([{ type: 'hello' }, undefined, undefined]);
});
