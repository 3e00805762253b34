import fc from 'fast-check';
import { commands, type CommandName } from '#shared/smpp/tables/commands';
import type { Field, ItemShape, ScalarField } from '#shared/smpp/tables/fields';
import type { KnownPdu, Pdu, Tlv } from '#shared/smpp/pdu';
import { tlvDefinitions } from '#shared/smpp/tables/tlvs';

export const commandNames = Object.keys(commands) as CommandName[];

/** Octets that stand for one character each; no NUL, and no control character that could pass for a TLV's tag. */
function latin1(maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(fc.integer({ min: 0x20, max: 0xff }), { maxLength })
    .map((codes) => String.fromCharCode(...codes));
}

const octets = (maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength });

function scalar(field: ScalarField): fc.Arbitrary<unknown> {
  if (field.kind === 'cString') return latin1(30);
  return fc.integer({ min: 0, max: field.size === 1 ? 0xff : 0xffffffff });
}

function item({ flag, fields }: ItemShape): fc.Arbitrary<object> {
  const parts = Object.fromEntries(fields.map((field) => [field.key, scalar(field)]));
  return fc.record(flag === null ? parts : { destFlag: fc.constant(flag), ...parts });
}

function value(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'octets':
      return octets(255);
    case 'list':
      return fc.array(fc.oneof(...field.shapes.map(item)), { maxLength: 5 });
    case 'integer':
    case 'cString':
      return scalar(field);
  }
}

const knownTags = Object.values(tlvDefinitions).map(({ tag }) => tag);
/** Known, vendors' and reserved tags; a tag may repeat. */
export const arbitraryTlvs: fc.Arbitrary<readonly Tlv[]> = fc.array(
  fc.record({
    tag: fc.oneof(fc.constantFrom(...knownTags), fc.integer({ min: 0x1400, max: 0x3fff }), fc.nat(0xffff)),
    value: octets(20),
  }),
  { maxLength: 4 },
);

const uint32 = fc.integer({ min: 0, max: 0xffffffff });

/** PDUs of one command with everything in them that octets can say. */
export function arbitraryPduOf(command: CommandName): fc.Arbitrary<KnownPdu> {
  const fields: readonly Field[] = commands[command].fields;
  const body =
    fields.length === 0
      ? fc.constant(null)
      : fc.record(Object.fromEntries(fields.map((field) => [field.key, value(field)])));
  return fc.record({
    command: fc.constant(command),
    commandStatus: uint32,
    sequenceNumber: uint32,
    body,
    tlvs: arbitraryTlvs,
  }) as fc.Arbitrary<KnownPdu>;
}

const arbitraryUnknownPdu: fc.Arbitrary<Pdu> = fc.record({
  command: fc.constant('unknown' as const),
  commandId: fc
    .oneof(fc.constantFrom(0x110, 0x0a, 0x10200, 0x80010200, 0xffffffff), uint32)
    .filter(isUnknownId),
  commandStatus: uint32,
  sequenceNumber: uint32,
  rest: octets(40),
});

function isUnknownId(commandId: number): boolean {
  return commandNames.every((name) => commands[name].id !== commandId);
}

export const arbitraryPdu: fc.Arbitrary<Pdu> = fc.oneof(
  ...commandNames.map((command): fc.Arbitrary<Pdu> => arbitraryPduOf(command)),
  arbitraryUnknownPdu,
);

/** What happens to octets on their way: changed, cut, grown, or their length said wrong. */
export type Mutation = (octets: Uint8Array) => Uint8Array;

export const arbitraryMutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fc.nat(400), fc.nat(255)).map(([at, octet]): Mutation => (original) => {
    const changed = original.slice();
    if (changed.length > 0) changed[at % changed.length] = octet;
    return changed;
  }),
  fc.nat(400).map(
    (length): Mutation =>
      (original) =>
        original.slice(0, length),
  ),
  octets(12).map(
    (extra): Mutation =>
      (original) =>
        Uint8Array.of(...original, ...extra),
  ),
  fc.nat(400).map(
    (at): Mutation =>
      (original) =>
        original.filter((_octet, index) => index !== at),
  ),
);

/** Sets command_length to what is there, so that the octets are a framed PDU. */
export function framed(octets: Uint8Array): Uint8Array {
  const copy = octets.slice();
  if (copy.length >= 4) new DataView(copy.buffer).setUint32(0, copy.length);
  return copy;
}
