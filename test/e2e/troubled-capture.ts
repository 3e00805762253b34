import { writeFileSync } from 'node:fs';
import { CaptureWriter } from '#shared/capture/capture-writer';
import type { PduDirection } from '#shared/model/pdu-row';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';

const ESME_RTHROTTLED = 0x58;
const ESME_RINVPASWD = 0x0e;
const utf8 = new TextEncoder();
/** 2026-11-20 22:15:00 UTC: the second session begins after midnight. */
const START_NS = 1_795_212_900_000_000_000n;
const NS_PER_MS = 1_000_000n;

const esme = { sourceAddrTon: 1, sourceAddrNpi: 1, sourceAddr: '37060000001' };
const phone = { destAddrTon: 1, destAddrNpi: 1, destinationAddr: '37061234567' };
const inbound = {
  sourceAddrTon: 1,
  sourceAddrNpi: 1,
  sourceAddr: phone.destinationAddr,
  destinationAddr: esme.sourceAddr,
};
const receipt = (id: string, state: string): Uint8Array =>
  utf8.encode(
    `id:${id} sub:001 dlvrd:001 submit date:2611202215 done date:2611202216 stat:${state} err:034 text:Your code is`,
  );
const withUdh = (part: number, text: string): Uint8Array =>
  Uint8Array.from([5, 0, 3, 0x2a, 2, part, ...utf8.encode(text)]);
/** Big-endian UTF-16. */
const ucs2 = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

export const troubledSessions = {
  acme: 'Acme transceiver',
  premium: 'Northern mobile, premium rate 1234',
} as const;

/**
 * A capture of two sessions on two days with one of each that a troubleshooter meets: answers, refusals, a request that
 * nobody answered, a long message in two parts, a payload, receipts, a message from a phone, unknown commands, octets
 * that are no PDU. Returns how many PDUs it has.
 */
export function writeTroubledCapture(path: string): number {
  const writer = new CaptureWriter('Trunkline test', 'troubled');
  let atNs = START_NS;
  let count = 0;
  const log = (sessionId: number, direction: PduDirection, afterMs: number, octets: Uint8Array): void => {
    atNs += BigInt(Math.round(afterMs * 1000)) * (NS_PER_MS / 1000n);
    count += 1;
    writer.append({ kind: 'pdu', timeNs: atNs, sessionId, direction, octets, sentence: '' });
  };
  const describe = (id: number, name: string, remoteAddress: string): void =>
    writer.describeSession({ id, name, role: 'esme', localAddress: '10.0.0.7:51000', remoteAddress });

  describe(1, troubledSessions.acme, 'smpp.example.net:2775');
  describe(2, troubledSessions.premium, '[2001:db8::2775]:3550');
  log(
    1,
    'out',
    0,
    encode(
      createPdu('bind_transceiver', {
        sequenceNumber: 1,
        body: { systemId: 'acme', password: 'secret1', interfaceVersion: 0x34 },
      }),
    ),
  );
  log(
    1,
    'in',
    12.5,
    encode(
      createPdu('bind_transceiver_resp', {
        sequenceNumber: 1,
        body: { systemId: 'SMSC-EXAMPLE' },
        tlvs: [{ tag: 0x0210, value: Uint8Array.of(0x34) }],
      }),
    ),
  );
  // An answer and its receipt.
  log(
    1,
    'out',
    1000,
    encode(
      createPdu('submit_sm', {
        sequenceNumber: 2,
        body: {
          ...esme,
          ...phone,
          registeredDelivery: 1,
          shortMessage: utf8.encode('Your code is 482913. It is valid for ten minutes.'),
        },
      }),
    ),
  );
  log(
    1,
    'in',
    40,
    encode(createPdu('submit_sm_resp', { sequenceNumber: 2, body: { messageId: '1a2b3c01' } })),
  );
  log(
    1,
    'in',
    2400,
    encode(
      createPdu('deliver_sm', {
        sequenceNumber: 1,
        body: { ...inbound, esmClass: 4, shortMessage: receipt('1a2b3c01', 'DELIVRD') },
        tlvs: [
          { tag: 0x001e, value: utf8.encode('1a2b3c01\0') },
          { tag: 0x0427, value: Uint8Array.of(2) },
          { tag: 0x0423, value: Uint8Array.of(3, 0, 0) },
        ],
      }),
    ),
  );
  log(1, 'out', 1, encode(createPdu('deliver_sm_resp', { sequenceNumber: 1, body: {} })));
  // A long message: two parts with a UDH.
  log(
    1,
    'out',
    500,
    encode(
      createPdu('submit_sm', {
        sequenceNumber: 3,
        body: {
          ...esme,
          ...phone,
          esmClass: 0x40,
          registeredDelivery: 1,
          shortMessage: withUdh(1, 'The first part of a message that is too long for one PDU goes on '),
        },
      }),
    ),
  );
  log(
    1,
    'out',
    0.2,
    encode(
      createPdu('submit_sm', {
        sequenceNumber: 4,
        body: {
          ...esme,
          ...phone,
          esmClass: 0x40,
          registeredDelivery: 1,
          shortMessage: withUdh(2, 'in the second, which ends it.'),
        },
      }),
    ),
  );
  log(
    1,
    'in',
    55,
    encode(createPdu('submit_sm_resp', { sequenceNumber: 3, body: { messageId: '1a2b3c02' } })),
  );
  log(
    1,
    'in',
    3,
    encode(
      createPdu('submit_sm_resp', {
        sequenceNumber: 4,
        commandStatus: ESME_RTHROTTLED,
        body: { messageId: '' },
      }),
    ),
  );
  log(
    1,
    'in',
    900,
    encode(
      createPdu('deliver_sm', {
        sequenceNumber: 2,
        body: { ...inbound, esmClass: 4, shortMessage: receipt('1a2b3c02', 'UNDELIV') },
      }),
    ),
  );
  log(1, 'out', 1, encode(createPdu('deliver_sm_resp', { sequenceNumber: 2, body: {} })));
  // From a phone, in UCS-2.
  log(
    1,
    'in',
    700,
    encode(
      createPdu('deliver_sm', {
        sequenceNumber: 3,
        body: { ...inbound, dataCoding: 8, shortMessage: ucs2('Ačiū, gavau. Как дела? 谢谢') },
      }),
    ),
  );
  log(1, 'out', 1.5, encode(createPdu('deliver_sm_resp', { sequenceNumber: 3, body: {} })));
  // The text in a TLV, behind a UDH.
  log(
    1,
    'out',
    300,
    encode(
      createPdu('data_sm', {
        sequenceNumber: 5,
        body: { ...esme, ...phone, esmClass: 0x40, registeredDelivery: 1 },
        tlvs: [
          {
            tag: 0x0424,
            value: Uint8Array.from([6, 5, 4, 0x15, 0x8a, 0, 0, ...utf8.encode('A payload behind ports')]),
          },
          { tag: 0x1403, value: utf8.encode('of the provider') },
        ],
      }),
    ),
  );
  log(1, 'in', 80, encode(createPdu('data_sm_resp', { sequenceNumber: 5, body: { messageId: '1a2b3c05' } })));
  // Nobody answers this one.
  log(
    1,
    'out',
    120,
    encode(
      createPdu('submit_sm', {
        sequenceNumber: 6,
        body: { ...esme, ...phone, shortMessage: utf8.encode('Nobody answers this one') },
      }),
    ),
  );
  log(1, 'out', 60_000, encode(createPdu('enquire_link', { sequenceNumber: 7 })));
  log(1, 'in', 20, encode(createPdu('enquire_link_resp', { sequenceNumber: 7 })));
  // Faults of the peer: an answer to nothing, an unknown command, a nack, a TLV beyond the end.
  log(1, 'in', 5, encode(createPdu('submit_sm_resp', { sequenceNumber: 999, body: { messageId: 'ffff' } })));
  log(1, 'in', 5, Uint8Array.from([0, 0, 0, 20, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 9, 1, 2, 3, 4]));
  log(1, 'out', 1, encode(createPdu('generic_nack', { sequenceNumber: 9, commandStatus: 3 })));
  const overrun = encode(
    createPdu('deliver_sm', {
      sequenceNumber: 10,
      body: { ...inbound, shortMessage: utf8.encode('TLV beyond the end') },
      tlvs: [{ tag: 0x001e, value: utf8.encode('abcdef\0') }],
    }),
  );
  overrun[overrun.length - 8] = 0x40;
  log(1, 'in', 250, overrun);
  atNs += 5n * NS_PER_MS;
  writer.append({
    kind: 'octets',
    timeNs: atNs,
    sessionId: 1,
    direction: 'in',
    octets: utf8.encode('HTTP/1.1 400 Bad Request\r\n\r\n'),
    sentence: 'command_length is 1,213,486,160: this is no SMPP.',
  });
  // The next day.
  log(
    2,
    'out',
    2 * 3_600_000,
    encode(
      createPdu('bind_transmitter', {
        sequenceNumber: 1,
        body: { systemId: 'northern', password: 'wrong', interfaceVersion: 0x34 },
      }),
    ),
  );
  log(
    2,
    'in',
    30,
    encode(
      createPdu('bind_transmitter_resp', {
        sequenceNumber: 1,
        commandStatus: ESME_RINVPASWD,
        body: { systemId: '' },
      }),
    ),
  );
  log(
    2,
    'out',
    5000,
    encode(
      createPdu('bind_transmitter', {
        sequenceNumber: 2,
        body: { systemId: 'northern', password: 'secret1', interfaceVersion: 0x34 },
      }),
    ),
  );
  log(
    2,
    'in',
    30,
    encode(createPdu('bind_transmitter_resp', { sequenceNumber: 2, body: { systemId: 'SMSC-NORTH' } })),
  );
  log(
    2,
    'out',
    250,
    encode(
      createPdu('submit_sm', {
        sequenceNumber: 3,
        body: {
          ...esme,
          sourceAddrTon: 5,
          sourceAddrNpi: 0,
          sourceAddr: 'TRUNKLINE',
          ...phone,
          shortMessage: utf8.encode(
            'A <b>bold</b> & "quoted" text that is long enough to be cut in the list, whatever the width of the window may be, and ends here.',
          ),
        },
      }),
    ),
  );
  log(
    2,
    'in',
    1250,
    encode(
      createPdu('submit_sm_resp', {
        sequenceNumber: 3,
        body: { messageId: 'a-much-longer-message-id-than-usual-0123456789' },
      }),
    ),
  );
  log(2, 'out', 400, encode(createPdu('unbind', { sequenceNumber: 4 })));
  log(2, 'in', 10, encode(createPdu('unbind_resp', { sequenceNumber: 4 })));
  writeFileSync(path, writer.take());
  return count;
}
