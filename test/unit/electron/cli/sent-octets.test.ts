import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decode } from '#shared/smpp/decode';
import type { Pdu } from '#shared/smpp/pdu';
import { tlvName } from '#shared/smpp/tlv';
import { useTempFolders } from '#test/support/use-temp-folders';
import { readRecords } from '../../shared/capture/read-records';
import { CliRun } from './cli-run';
import { TestSmsc } from './test-smsc';

const tempFolder = useTempFolders();
let smsc: TestSmsc;
beforeEach(async () => {
  smsc = new TestSmsc();
  await smsc.start();
});
afterEach(() => smsc.simulator.stop());

const long = 'a'.repeat(161);

/** The messages that left, as the capture of the command has them: octet by octet what was on the wire. */
async function sent(words: readonly string[]): Promise<Pdu[]> {
  const path = join(tempFolder(), 'sent.pcapng');
  const to = ['--from', '4711', '--to', '12025550123'];
  const run = new CliRun(['send', ...smsc.words, ...to, ...words, '--capture', path], {
    password: 'secret01',
  });
  expect(await run.code, run.notes.join(' ')).toBe(0);
  const decoded = new CliRun(['decode', path]);
  expect(await decoded.code).toBe(0);
  const { records } = readRecords(new Uint8Array(readFileSync(path)));
  return records
    .filter(({ direction }) => direction === 'out')
    .map(({ octets }) => decode(octets).pdu)
    .filter(({ command }) => ['submit_sm', 'data_sm', 'submit_multi'].includes(command));
}

interface Expected {
  readonly command: Pdu['command'];
  readonly body: object;
  readonly tlvs?: Readonly<Record<string, string>>;
}

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
const octets = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'hex'));

describe('what leaves by each option of send', () => {
  it.each<[string, readonly string[], readonly Expected[]]>([
    [
      'nothing but a text',
      ['--text', 'Hé €'],
      [
        {
          command: 'submit_sm',
          body: {
            sourceAddrTon: 3,
            sourceAddr: '4711',
            destAddrTon: 1,
            destAddrNpi: 1,
            destinationAddr: '12025550123',
            esmClass: 0,
            dataCoding: 0,
            registeredDelivery: 0,
            scheduleDeliveryTime: '',
            validityPeriod: '',
            shortMessage: octets('4805201b65'),
          },
        },
      ],
    ],
    [
      '--encoding ucs2',
      ['--text', 'Hé', '--encoding', 'ucs2'],
      [{ command: 'submit_sm', body: { dataCoding: 8, shortMessage: octets('004800e9') } }],
    ],
    [
      '--long udh8',
      ['--text', long, '--long', 'udh8'],
      [1, 2].map(() => ({ command: 'submit_sm', body: { esmClass: 0x40 }, tlvs: {} })),
    ],
    [
      '--long sar',
      ['--text', long, '--long', 'sar'],
      ['01', '02'].map((number) => ({
        command: 'submit_sm',
        body: { esmClass: 0 },
        tlvs: { sar_total_segments: '02', sar_segment_seqnum: number },
      })),
    ],
    [
      '--long payload',
      ['--text', long, '--long', 'payload'],
      [
        {
          command: 'submit_sm',
          body: { shortMessage: octets('') },
          tlvs: { message_payload: '61'.repeat(161) },
        },
      ],
    ],
    [
      'octets, TLVs and every field',
      [
        ...['--text', '0001ff', '--encoding', 'binary', '--data-coding', '0xf5', '--esm-class', '3'],
        ...['--tlv', 'user_message_reference=7', '--tlv', '0x1400=0x3132', '--registered-delivery', '0x11'],
        ...['--schedule', '1s', '--validity', '1d12h'],
      ],
      [
        {
          command: 'submit_sm',
          body: {
            esmClass: 3,
            dataCoding: 0xf5,
            registeredDelivery: 0x11,
            scheduleDeliveryTime: '000000000001000R',
            validityPeriod: '000001120000000R',
            shortMessage: octets('0001ff'),
          },
          tlvs: { user_message_reference: '0007', '0x1400': '3132' },
        },
      ],
    ],
    [
      '--pdu data_sm with a receipt',
      ['--text', 'Data', '--pdu', 'data_sm', '--wait-receipt', '10'],
      [{ command: 'data_sm', body: { registeredDelivery: 1 }, tlvs: { message_payload: '44617461' } }],
    ],
    [
      '--pdu submit_multi to two',
      ['--to', '+12025550124', '--text', 'All', '--pdu', 'submit_multi'],
      [
        {
          command: 'submit_multi',
          body: {
            destAddresses: ['12025550123', '12025550124'].map((destinationAddr) => ({
              destFlag: 1,
              destAddrTon: 1,
              destAddrNpi: 1,
              destinationAddr,
            })),
            shortMessage: octets('416c6c'),
          },
        },
      ],
    ],
    [
      '--to twice',
      ['--to', '12025550124', '--text', 'Each'],
      ['12025550123', '12025550124'].map((destinationAddr) => ({
        command: 'submit_sm',
        body: { destinationAddr },
      })),
    ],
  ])('%s', async (_, words, expected) => {
    const pdus = await sent(words);
    expect(pdus).toHaveLength(expected.length);
    pdus.forEach((pdu, index) => {
      const wanted = expected[index];
      const tlvs = pdu.command === 'unknown' ? [] : pdu.tlvs;
      const named = Object.fromEntries(tlvs.map(({ tag, value }) => [tlvName(tag), hex(value)]));
      expect(pdu).toMatchObject({ command: wanted?.command, body: wanted?.body });
      expect(named).toMatchObject(wanted?.tlvs ?? {});
    });
  });
});
