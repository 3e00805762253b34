import { describe, expect, it } from 'vitest';
import { commands } from '#shared/smpp/tables/commands';
import type { Field } from '#shared/smpp/tables/fields';
import { purposeOf } from '#shared/smpp/tables/purposes';
import { tlvDefinitions } from '#shared/smpp/tables/tlvs';
import { vendorTlvWords } from '#shared/smpp/tables/vendor-tlvs';

function namesOf(field: Field): readonly string[] {
  switch (field.kind) {
    case 'octets':
      return [field.name, field.lengthName];
    case 'list':
      return [
        field.countName,
        field.itemName,
        ...(field.flagName === undefined ? [] : [field.flagName]),
        ...field.shapes.flatMap((shape) => shape.fields.flatMap(namesOf)),
      ];
    default:
      return [field.name];
  }
}

describe('what a field is for', () => {
  it('is said of every field of every command', () => {
    const fields: readonly Field[] = Object.values(commands).flatMap((command) => [...command.fields]);
    for (const name of new Set(fields.flatMap(namesOf))) expect(purposeOf(name), name).toBeDefined();
  });

  it('is said of every TLV', () => {
    for (const name of Object.keys(tlvDefinitions)) expect(purposeOf(name), name).toBeDefined();
  });

  it('is not made up for other names', () => {
    expect(purposeOf('constructor')).toBeUndefined();
    expect(purposeOf('TLV 0x1400')).toBeUndefined();
  });
});

describe('a vendor TLV', () => {
  it('is named with everyone who is known to use the tag', () => {
    expect(vendorTlvWords(0x1400)).toBe(
      'India DLT: principal entity ID (PE_ID); BulkSMS: ID of the linked MT message',
    );
    expect(vendorTlvWords(0x3fff)).toBe('');
  });
});
