import { describe, expect, it } from 'vitest';
import { npiName, tonName } from '#shared/smpp/meaning/addresses';
import { dataCodingMeaning } from '#shared/smpp/meaning/data-coding';
import { esmClassMeaning } from '#shared/smpp/meaning/esm-class';
import { messageStateMeaning, messageStateName } from '#shared/smpp/meaning/message-state';
import { registeredDeliveryMeaning } from '#shared/smpp/meaning/registered-delivery';
import * as small from '#shared/smpp/meaning/small-fields';
import { describeTime, instantOf } from '#shared/smpp/meaning/time';
import { networkTypeName } from '#shared/smpp/meaning/tlv-structures';
import { udhElementMeaning, udhElementName } from '#shared/smpp/meaning/udh-elements';
import { bitPattern } from '#shared/smpp/meaning/value-meaning';

describe('addresses', () => {
  it('have their types and plans named', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 200].map(tonName)).toEqual([
      'unknown',
      'international',
      'national',
      'network specific',
      'subscriber number',
      'alphanumeric',
      'abbreviated',
      'reserved',
      'reserved',
    ]);
    expect([1, 3, 14, 18, 2].map(npiName)).toEqual([
      'ISDN (E.163, E.164)',
      'data (X.121)',
      'Internet (IP)',
      'WAP client ID',
      'reserved',
    ]);
  });
});

describe('esm_class', () => {
  it.each([
    [0x00, 'normal message'],
    [0x04, 'delivery receipt'],
    [0x08, 'delivery acknowledgement'],
    [0x10, 'user acknowledgement'],
    [0x18, 'conversation abort'],
    [0x20, 'intermediate notification'],
    [0x0c, 'reserved message type'],
    [0x43, 'normal message, user data header, store and forward mode'],
    [0xc2, 'normal message, user data header, reply path, forward (transaction) mode'],
  ])('%i is told in words', (value, words) => {
    expect(esmClassMeaning(value).words).toBe(words);
  });

  it('is taken apart into all its bits', () => {
    for (const value of [0x00, 0x5a, 0xff]) {
      const { bits } = esmClassMeaning(value);
      expect(bits.reduce((mask, bit) => mask | bit.mask, 0)).toBe(0xff);
      expect(bits.reduce((octet, bit) => octet + bit.value * (bit.mask & -bit.mask), 0)).toBe(value);
    }
  });
});

describe('registered_delivery', () => {
  it.each([
    [0x00, 'no receipt'],
    [0x01, 'receipt on success or failure'],
    [0x02, 'receipt on failure'],
    [0x03, 'receipt on success (SMPP 5.0)'],
    [0x11, 'receipt on success or failure, intermediate notification'],
    [0x0c, 'delivery and user acknowledgement by the recipient'],
    [0x20, 'reserved bits set'],
  ])('%i is told in words', (value, words) => {
    expect(registeredDeliveryMeaning(value).words).toBe(words);
  });
});

describe('data_coding', () => {
  it.each([
    [0x00, 'default alphabet of the SMSC'],
    [0x03, 'Latin-1 (ISO-8859-1)'],
    [0x08, 'UCS-2 (UTF-16BE)'],
    [0x0b, 'reserved'],
    [0x10, 'GSM 7-bit, class 0 (flash)'],
    [0x15, '8-bit, class 1 (handset)'],
    [0x18, 'UCS-2, class 0 (flash)'],
    [0x24, '8-bit, compressed'],
    [0x48, 'UCS-2, marked for automatic deletion'],
    [0x80, 'reserved'],
    [0xc8, 'message waiting: voice mail on, GSM 7-bit, text to be discarded'],
    [0xd1, 'message waiting: fax off, GSM 7-bit, text to be stored'],
    [0xea, 'message waiting: e-mail on, UCS-2, text to be stored'],
    [0xf0, 'GSM 7-bit, class 0 (flash)'],
    [0xf5, '8-bit, class 1 (handset)'],
    [0xf6, '8-bit, class 2 (SIM)'],
  ])('%i is told in words', (value, words) => {
    expect(dataCodingMeaning(value).words).toBe(words);
  });

  it('has words for every value', () => {
    for (let value = 0; value <= 0xff; value += 1) expect(dataCodingMeaning(value).words).not.toBe('');
  });
});

describe('states and small fields', () => {
  it('are told in words', () => {
    expect([0, 2, 5, 9].map(messageStateName)).toEqual([
      'SCHEDULED',
      'DELIVERED',
      'UNDELIVERABLE',
      'SKIPPED',
    ]);
    expect(messageStateName(10)).toBeUndefined();
    expect(messageStateMeaning(10).words).toBe('reserved');
    expect(networkTypeName(3)).toBe('GSM');
    const versions = [0x00, 0x33, 0x34, 0x50, 0x40].map(
      (value) => small.interfaceVersionMeaning(value).words,
    );
    expect(versions).toEqual(['SMPP 3.3 or older', 'SMPP 3.3 or older', 'SMPP 3.4', 'SMPP 5.0', 'reserved']);
    const pids = [0, 0x40, 0x41, 0x47, 0x7f, 0x22].map((value) => small.protocolIdMeaning(value).words);
    expect(pids).toEqual([
      'normal',
      'type 0 (silent)',
      'replace short message, type 1',
      'replace short message, type 7',
      'SIM data download',
      '',
    ]);
    const loads = [0, 1, 30, 79, 80, 90, 91, 100, 101].map(
      (value) => small.congestionStateMeaning(value).words,
    );
    expect(loads).toEqual([
      'idle',
      'low load',
      'medium load',
      'high load',
      'optimum load',
      'optimum load',
      'nearing congestion',
      'congested',
      'reserved',
    ]);
    expect(['', 'USSD', 'XYZ'].map(small.serviceTypeMeaning)).toEqual([
      'default',
      'unstructured supplementary service data',
      '',
    ]);
    expect(small.priorityFlagMeaning(7).words).toBe('reserved');
    expect([0, 1, 2].map((value) => small.replaceIfPresentFlagMeaning(value).words)).toEqual([
      'do not replace',
      'replace a message that is still waiting',
      'reserved',
    ]);
  });
});

describe('times', () => {
  it.each([
    ['260131235900008+', '2026-01-31 23:59:00.0 UTC+02:00'],
    ['260131235900020-', '2026-01-31 23:59:00.0 UTC-05:00'],
    ['380101000000148+', '1938-01-01 00:00:00.1 UTC+12:00'],
    ['000000010000000R', 'in 1 hour'],
    ['000007000000000R', 'in 7 days'],
    ['020610233429000R', 'in 2 years 6 months 10 days 23 hours 34 minutes 29 seconds'],
    ['000000000000000R', 'at once'],
    ['261122103000', '2026-11-22 10:30:00, local time of the SMSC'],
  ])('%s is told in words', (text, words) => {
    expect(describeTime(text)).toBe(words);
  });

  it.each(['', '5R', '261322103000000+', '260131235900049+', '26013123590000', 'abc', '2601312359000080'])(
    '%j is none',
    (text) => {
      expect(describeTime(text)).toBeNull();
    },
  );
});

describe('the instant of a time', () => {
  it.each([
    ['260131235900008+', '2026-01-31T21:59:00.000Z'],
    ['260131235900320-', '2026-02-01T04:59:00.300Z'],
  ])('%s is known with its distance from UTC', (text, instant) => {
    expect(new Date(instantOf(text) ?? 0).toISOString()).toBe(instant);
  });

  it.each(['', '000000010000000R', '261122103000', '261322103000000+'])('%j is no instant', (text) => {
    expect(instantOf(text)).toBeNull();
  });
});

describe('header elements', () => {
  it.each([
    [0x00, [0x60, 2, 1], 'Concatenation, 8-bit reference', 'part 1 of 2, reference 96'],
    [0x08, [1, 0, 3, 2], 'Concatenation, 16-bit reference', 'part 2 of 3, reference 256'],
    [0x05, [0x0b, 0x84, 0, 0], 'Application ports, 16-bit', 'to port 2948, from port 0'],
    [0x04, [1, 2], 'Application ports, 8-bit', 'to port 1, from port 2'],
    [
      0x01,
      [0x80, 255],
      'Special SMS message indication',
      'voice mail: 255 or more waiting, text to be stored',
    ],
    [0x24, [1], 'National language single shift', 'Turkish'],
    [0x25, [99], 'National language locking shift', 'reserved'],
    [0x07, [3], 'UDH source indicator', 'SMSC'],
    [0x70, [], '(U)SIM toolkit command packet', ''],
    [0x72, [], '(U)SIM toolkit security header', ''],
    [0x0a, [2, 5, 0x10], 'Text formatting', 'from character 2, 5 characters, format 16'],
    [0x20, [12], 'RFC 822 e-mail header', '12 characters of header'],
    [0x85, [1], 'SME to SME specific use', ''],
    [0xc1, [1], 'SMSC specific use', ''],
    [0x50, [1], 'Reserved element', ''],
    [0x00, [1], 'Concatenation, 8-bit reference', ''],
  ])('%i %j', (iei, data, name, meaning) => {
    expect(udhElementName(iei)).toBe(name);
    expect(udhElementMeaning(iei, Uint8Array.from(data))).toBe(meaning);
  });
});

it('bits are shown in their places', () => {
  expect(bitPattern(0x3c, 0b0101)).toBe('..01 01..');
  expect(bitPattern(0x80, 1)).toBe('1... ....');
  expect(bitPattern(0x0f, 0)).toBe('.... 0000');
});
