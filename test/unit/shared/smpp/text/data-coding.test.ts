import { describe, expect, it } from 'vitest';
import type { TextEncoding } from '#shared/model/message';
import { dataCodingOfEncoding, encodingOfDataCoding } from '#shared/smpp/text/data-coding';

const encodings: readonly TextEncoding[] = ['gsm7', 'latin1', 'ascii', 'ucs2', 'binary'];

describe('data_coding by the specification', () => {
  it.each([
    [0x00, 'gsm7'],
    [0x01, 'ascii'],
    [0x02, 'binary'],
    [0x03, 'latin1'],
    [0x04, 'binary'],
    [0x05, 'binary'],
    [0x06, 'binary'],
    [0x08, 'ucs2'],
    [0x0b, 'gsm7'],
    [0x0e, 'binary'],
    [0x0f, 'gsm7'],
    [0x10, 'gsm7'],
    [0x11, 'gsm7'],
    [0x14, 'binary'],
    [0x15, 'binary'],
    [0x18, 'ucs2'],
    [0x1b, 'ucs2'],
    [0x1c, 'gsm7'],
    [0x20, 'binary'],
    [0x38, 'binary'],
    [0x40, 'gsm7'],
    [0x44, 'binary'],
    [0x48, 'ucs2'],
    [0x58, 'ucs2'],
    [0x80, 'gsm7'],
    [0xbf, 'gsm7'],
    [0xc8, 'gsm7'],
    [0xd8, 'gsm7'],
    [0xe0, 'ucs2'],
    [0xef, 'ucs2'],
    [0xf0, 'gsm7'],
    [0xf1, 'gsm7'],
    [0xf4, 'binary'],
    [0xf5, 'binary'],
    [0xff, 'binary'],
  ] as const)('%i is %s', (dataCoding, encoding) => {
    expect(encodingOfDataCoding(dataCoding)).toBe(encoding);
  });

  it('has a meaning for every value', () => {
    for (let dataCoding = 0; dataCoding <= 0xff; dataCoding += 1) {
      expect(encodings).toContain(encodingOfDataCoding(dataCoding));
    }
  });

  it.each(encodings)('names %s by a value that means it', (encoding) => {
    expect(encodingOfDataCoding(dataCodingOfEncoding(encoding))).toBe(encoding);
  });
});
