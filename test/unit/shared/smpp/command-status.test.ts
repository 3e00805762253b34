import { describe, expect, it } from 'vitest';
import {
  commandStatusInfo,
  commandStatusLabel,
  commandStatusMeaning,
  describeCommandStatus,
  hexCode,
} from '#shared/smpp/command-status';
import { commandStatuses } from '#shared/smpp/tables/statuses';

describe('command_status', () => {
  it('has each code and each name once', () => {
    expect(new Set(commandStatuses.map(({ code }) => code)).size).toBe(commandStatuses.length);
    const names = commandStatuses.flatMap(({ name, name50 }) =>
      name50 === undefined ? [name] : [name, name50],
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^ESME_R[A-Z_]+$/.test(name))).toBe(true);
  });

  it('has all of 3.4 and 5.0', () => {
    const count = (since: string) => commandStatuses.filter((status) => status.since === since).length;
    expect([count('3.3'), count('3.4'), count('5.0')]).toEqual([41, 7, 19]);
  });

  it('is told in words with its name and code', () => {
    expect(describeCommandStatus(0x0f)).toBe('Invalid system ID (ESME_RINVSYSID, 0x0F)');
    expect(commandStatusLabel(0x0f)).toBe('ESME_RINVSYSID, 0x0F');
    expect(describeCommandStatus(0x104)).toBe('data_coding not supported (ESME_RINVDCS, 0x0104)');
    expect(commandStatusInfo(0xc0)).toEqual({
      code: 0xc0,
      name: 'ESME_RINVOPTPARSTREAM',
      name50: 'ESME_RINVTLVSTREAM',
      since: '3.4',
      meaning: 'TLV part is broken',
    });
  });

  it('that no table has is told by its range', () => {
    expect(describeCommandStatus(0x401)).toBe('The SMSC’s own error (0x0401)');
    expect(describeCommandStatus(0x09)).toBe('Reserved status (0x09)');
    expect(commandStatusInfo(0x09)).toBeUndefined();
    expect(commandStatusMeaning(0xffffffff)).toBe('Reserved status');
    expect(commandStatusInfo(0x22)?.since).toBe('older');
  });

  it('is written with an even number of digits', () => {
    expect([0, 0x0f, 0x100, 0x12345678].map(hexCode)).toEqual(['0x00', '0x0F', '0x0100', '0x12345678']);
  });
});
