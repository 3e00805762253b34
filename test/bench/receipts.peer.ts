import { createServer, type Socket } from 'node:net';

/**
 * An SMSC on bare sockets, in a process of its own: every submit_sm is accepted under an id of its own, and its receipt
 * follows the response.
 */
const SUBMIT_SM = 0x04;
const BIND_TRANSCEIVER = 0x09;
const UNBIND = 0x06;

let lastId = 0;

function pdu(commandId: number, sequenceNumber: number, body: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(16 + body.length, 0);
  header.writeUInt32BE(commandId, 4);
  header.writeUInt32BE(sequenceNumber, 12);
  return Buffer.concat([header, body]);
}

function receiptOf(id: string): Buffer {
  const text = Buffer.from(
    `id:${id} sub:001 dlvrd:001 submit date:2611221030 done date:2611221030 stat:DELIVRD err:000 text:Your code is`,
  );
  const before = Buffer.from('\0\x01\x0137061000017\0\x01\x0137060000001\0\x04\0\0\0\0\0\0\0\0', 'latin1');
  return Buffer.concat([before, Buffer.from([text.length]), text]);
}

function serve(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  let rest: Buffer = Buffer.alloc(0);
  let deliveries = 0;
  socket.on('data', (chunk: Buffer) => {
    const answers: Buffer[] = [];
    const receipts: Buffer[] = [];
    const octets = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let offset = 0;
    while (octets.length - offset >= 16 && octets.length - offset >= octets.readUInt32BE(offset)) {
      const commandId = octets.readUInt32BE(offset + 4);
      const sequenceNumber = octets.readUInt32BE(offset + 12);
      offset += octets.readUInt32BE(offset);
      if (commandId === SUBMIT_SM) {
        lastId += 1;
        const id = String(lastId).padStart(10, '0');
        answers.push(pdu(0x80000004, sequenceNumber, Buffer.from(`${id}\0`)));
        deliveries += 1;
        receipts.push(pdu(0x05, deliveries, receiptOf(id)));
      } else if (commandId === BIND_TRANSCEIVER) {
        answers.push(pdu(0x80000009, sequenceNumber, Buffer.from('peer\0')));
      } else if (commandId === UNBIND) answers.push(pdu(0x80000006, sequenceNumber, Buffer.alloc(0)));
    }
    rest = octets.subarray(offset);
    if (answers.length > 0) socket.write(Buffer.concat([...answers, ...receipts]));
  });
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
// The benchmark that started this process ends it by closing the channel.
process.on('disconnect', () => process.exit(0));
