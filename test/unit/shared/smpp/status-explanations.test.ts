import { describe, expect, it } from 'vitest';
import { commandStatusInfo } from '#shared/smpp/command-status';
import { explainCommandStatus } from '#shared/smpp/explain';
import { olderStatuses, specifiedStatuses, vendorStatuses } from '#test/fixtures/command-statuses';

const hex = (code: number): string => `0x${code.toString(16)}`;
/** Every status but that of success. */
const explained = [...specifiedStatuses.map(([code]) => code), ...olderStatuses].filter((code) => code !== 0);

describe('a command_status of the specifications, of older products and of vendors', () => {
  it('has the name of each version', () => {
    for (const [code, name, since, name50] of specifiedStatuses) {
      const info = commandStatusInfo(code);
      expect({ name: info?.name, since: info?.since, name50: info?.name50 }, hex(code)).toEqual({
        name,
        since,
        name50,
      });
    }
  });

  it('is told in words, with usual causes and what to try, all of them sentences', () => {
    for (const code of [...explained, ...vendorStatuses.map(([vendors]) => vendors)]) {
      const { meaning = '', causes = [], remedies = [] } = explainCommandStatus(code) ?? {};
      expect(meaning, hex(code)).toMatch(/^\S.*[^.]$/);
      expect(meaning, hex(code)).not.toBe('Reserved status');
      expect(causes.length, hex(code)).toBeGreaterThan(0);
      expect(remedies.length, hex(code)).toBeGreaterThan(0);
      for (const sentence of [...causes, ...remedies])
        expect(sentence, hex(code)).toMatch(/^[A-Z“0-9a-z_].*[.?]$/);
    }
  });

  it('is told with the vendor that means something of its own by it', () => {
    for (const [code, vendor, word] of vendorStatuses) {
      const told = (explainCommandStatus(code)?.causes ?? []).join(' ');
      expect(told, hex(code)).toContain(vendor);
      expect(told.toLowerCase(), hex(code)).toContain(word.toLowerCase());
    }
  });
});
