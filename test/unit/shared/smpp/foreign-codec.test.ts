import fc from 'fast-check';
import smpp from 'smpp';
import { describe, expect, it } from 'vitest';
import { commandStatusInfo } from '#shared/smpp/command-status';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { createPdu, type CommandName, type KnownPdu } from '#shared/smpp/pdu';
import { commands } from '#shared/smpp/tables/commands';
import type { Field } from '#shared/smpp/tables/fields';
import { tlvDefinition } from '#shared/smpp/tlv';

/** The `smpp` package as a second opinion, for what it does right: ASCII, no times, no error responses. */
type Values = Readonly<Record<string, unknown>>;

const theirCommands = Object.keys(smpp.commands) as CommandName[];
const ascii = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 15,
});

const addresses = fc.array(
  fc.oneof(
    fc.record({
      destFlag: fc.constant(1),
      destAddrTon: fc.nat(255),
      destAddrNpi: fc.nat(255),
      destinationAddr: ascii,
    }),
    fc.record({ destFlag: fc.constant(2), dlName: ascii }),
  ),
  { maxLength: 4 },
);
const failures = fc.array(
  fc.record({
    destAddrTon: fc.nat(255),
    destAddrNpi: fc.nat(255),
    destinationAddr: ascii,
    errorStatusCode: fc.nat(0xffff),
  }),
  { maxLength: 4 },
);

function value(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'integer':
      return fc.nat(255);
    case 'cString':
      return field.isTime === true ? fc.constant('') : ascii;
    case 'octets':
      return fc.uint8Array({ maxLength: 255 });
    case 'list':
      return field.key === 'destAddresses' ? addresses : failures;
  }
}

function pduOf(command: CommandName): fc.Arbitrary<KnownPdu> {
  const fields: readonly Field[] = commands[command].fields;
  const body = fc.record(Object.fromEntries(fields.map((field) => [field.key, value(field)])));
  return fc.record({
    command: fc.constant(command),
    commandStatus: fc.constant(0),
    sequenceNumber: fc.integer({ min: 1, max: 0x7fffffff }),
    body: fields.length === 0 ? fc.constant(null) : body,
    tlvs: fc.constant([]),
  }) as fc.Arbitrary<KnownPdu>;
}

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Their names for a list, and their items, which have no flag. */
function theirValue(field: Field, content: unknown): readonly [string, unknown] {
  if (field.kind === 'octets') return [field.name, Buffer.from(content as Uint8Array)];
  if (field.kind !== 'list') return [field.name, content];
  const items = (content as readonly Values[]).map((item) =>
    Object.fromEntries(
      Object.entries(item)
        .filter(([key]) => key !== 'destFlag')
        .map(([key, part]) => [snakeCase(key), part]),
    ),
  );
  return [field.itemName, items];
}

function theirFields(pdu: KnownPdu): Values {
  const fields: readonly Field[] = commands[pdu.command].fields;
  const body = (pdu.body ?? {}) as Values;
  return Object.fromEntries(fields.map((field) => theirValue(field, body[field.key])));
}

describe('beside the codec of smpp 0.6.0-rc.4', () => {
  it.each(theirCommands)('%s is encoded to the same octets', (command) => {
    fc.assert(
      fc.property(pduOf(command), (pdu) => {
        const theirs = new smpp.PDU(command, { sequence_number: pdu.sequenceNumber, ...theirFields(pdu) });
        expect(Buffer.from(encode(pdu)).toString('hex')).toBe(theirs.toBuffer().toString('hex'));
      }),
      { numRuns: 40 },
    );
  });

  it.each(theirCommands)('%s is read alike', (command) => {
    fc.assert(
      fc.property(pduOf(command), (pdu) => {
        const octets = new smpp.PDU(command, {
          sequence_number: pdu.sequenceNumber,
          ...theirFields(pdu),
        }).toBuffer();
        expect(decode(Uint8Array.from(octets))).toEqual({ pdu, problems: [] });
      }),
      { numRuns: 40 },
    );
  });

  it('reads our TLVs', () => {
    const pdu = createPdu('deliver_sm', {
      sequenceNumber: 1,
      tlvs: [
        { tag: 0x001e, value: new TextEncoder().encode('4711\0') },
        { tag: 0x0427, value: Uint8Array.of(2) },
        { tag: 0x0204, value: Uint8Array.of(1, 2) },
      ],
    });
    const theirs = new smpp.PDU(Buffer.from(encode(pdu)));
    expect(theirs['receipted_message_id']).toBe('4711');
    expect(theirs['message_state']).toBe(2);
    expect(theirs['user_message_reference']).toBe(0x0102);
  });
});

describe('the tables beside those of smpp 0.6.0-rc.4', () => {
  it('have its commands with the same ids', () => {
    const ours = Object.fromEntries(theirCommands.map((name) => [name, commands[name].id]));
    expect(ours).toEqual(Object.fromEntries(theirCommands.map((name) => [name, smpp.commands[name]?.id])));
  });

  it('have its mandatory fields in the same order', () => {
    for (const command of theirCommands) {
      const fields: readonly Field[] = commands[command].fields;
      const names = fields.map((field) => (field.kind === 'list' ? field.itemName : field.name));
      const theirs = Object.keys(smpp.commands[command]?.params ?? {}).filter((name) => name !== 'sm_length');
      expect(names, command).toEqual(theirs);
    }
  });

  it('have its TLVs under the same tags', () => {
    // Names that it has beside those of 3.4, for the same tags.
    const aliases = ['dest_port', 'alert_on_msg_delivery', 'failed_broadcast_area_identifier'];
    const names = Object.keys(smpp.tlvs).filter((name) => /^[a-z]/.test(name) && !aliases.includes(name));
    for (const name of names) expect(tlvDefinition(smpp.tlvs[name]?.id ?? -1)?.name, name).toBe(name);
    expect(names.length).toBeGreaterThan(60);
  });

  it('have its command_status values under the same names', () => {
    for (const [name, code] of Object.entries(smpp.errors)) {
      const info = commandStatusInfo(code);
      expect([info?.name, info?.name50], name).toContain(name);
    }
  });
});
