import { createServer, type Socket } from 'node:net';

/**
 * The other end of the session benchmarks, in a process of its own: an SMSC on bare sockets that does as little as it
 * can. It answers submit_sm; after a bind whose system_type is "deliver:W" it sends deliver_sm with W of them in flight.
 */
const SUBMIT_SM = 0x04;
const DELIVER_SM_RESP = 0x80000005;
const BIND_TRANSCEIVER = 0x09;
const UNBIND = 0x06;

const submitResponse = Buffer.from('00000017800000040000000000000000' + '30313233343500', 'hex');
const receiptText =
  'id:0123456789 sub:001 dlvrd:001 submit date:2611221030 done date:2611221030 stat:DELIVRD err:000 text:Your code is';

function deliverSm(): Buffer {
  const body = Buffer.concat([
    Buffer.from('\0\x01\x0137060000001\0\x01\x0137061000017\0\x04\0\0\0\0\0\0\0\0', 'latin1'),
    Buffer.from([receiptText.length]),
    Buffer.from(receiptText, 'latin1'),
  ]);
  const pdu = Buffer.alloc(16 + body.length);
  pdu.writeUInt32BE(pdu.length, 0);
  pdu.writeUInt32BE(0x05, 4);
  body.copy(pdu, 16);
  return pdu;
}
const receipt = deliverSm();

function header(commandId: number, sequenceNumber: number, body = ''): Buffer {
  const pdu = Buffer.alloc(16 + body.length);
  pdu.writeUInt32BE(pdu.length, 0);
  pdu.writeUInt32BE(commandId, 4);
  pdu.writeUInt32BE(sequenceNumber, 12);
  pdu.write(body, 16, 'latin1');
  return pdu;
}

/** The third C-octet string of a bind. */
function systemTypeOf(bind: Buffer): string {
  return bind.toString('latin1', 16).split('\0')[2] ?? '';
}

function serve(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  let rest: Buffer = Buffer.alloc(0);
  let deliveries = 0;

  const deliver = (count: number): Buffer => {
    const batch = Buffer.allocUnsafe(count * receipt.length);
    for (let index = 0; index < count; index += 1) {
      receipt.copy(batch, index * receipt.length);
      deliveries = (deliveries + 1) & 0x7fffffff;
      batch.writeUInt32BE(deliveries, index * receipt.length + 12);
    }
    return batch;
  };

  socket.on('data', (chunk: Buffer) => {
    const octets = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const answers: Buffer[] = [];
    let offset = 0;
    let submits = 0;
    let delivered = 0;
    const submitNumbers: number[] = [];
    while (octets.length - offset >= 16) {
      const length = octets.readUInt32BE(offset);
      if (octets.length - offset < length) break;
      const commandId = octets.readUInt32BE(offset + 4);
      const sequenceNumber = octets.readUInt32BE(offset + 12);
      if (commandId === SUBMIT_SM) {
        submits += 1;
        submitNumbers.push(sequenceNumber);
      } else if (commandId === DELIVER_SM_RESP) delivered += 1;
      else if (commandId === BIND_TRANSCEIVER) {
        answers.push(header(0x80000009, sequenceNumber, 'peer\0'));
        const window = /^deliver:(\d+)$/u.exec(systemTypeOf(octets.subarray(offset, offset + length)));
        if (window !== null) answers.push(deliver(Number(window[1])));
      } else if (commandId === UNBIND) answers.push(header(0x80000006, sequenceNumber));
      offset += length;
    }
    rest = octets.subarray(offset);
    if (submits > 0) {
      const batch = Buffer.allocUnsafe(submits * submitResponse.length);
      for (const [index, sequenceNumber] of submitNumbers.entries()) {
        submitResponse.copy(batch, index * submitResponse.length);
        batch.writeUInt32BE(sequenceNumber, index * submitResponse.length + 12);
      }
      answers.push(batch);
    }
    if (delivered > 0) answers.push(deliver(delivered));
    if (answers.length > 0) socket.write(answers.length === 1 ? answers[0]! : Buffer.concat(answers));
  });
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
// The benchmark that started this process ends it by closing the channel.
process.on('disconnect', () => process.exit(0));
