import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  commandById,
  commandIdOf,
  createPdu,
  isResponse,
  requestOf,
  responseOf,
  type DestAddress,
  type Pdu,
  type SubmitSmBody,
} from '#shared/smpp/pdu';
import { commands, type CommandName } from '#shared/smpp/tables/commands';

const names = Object.keys(commands) as CommandName[];
const unknown = (commandId: number): Pdu => ({
  command: 'unknown',
  commandId,
  commandStatus: 0,
  sequenceNumber: 1,
  rest: new Uint8Array(0),
});

describe('the table of commands', () => {
  it('has every id once, and finds each name by it', () => {
    expect(new Set(names.map((name) => commands[name].id)).size).toBe(names.length);
    for (const name of names) expect(commandById(commands[name].id)).toBe(name);
    expect(commandById(0x0a)).toBeUndefined();
  });

  it('gives each response the id of its request with bit 31 set', () => {
    for (const name of names.filter((candidate) => candidate.endsWith('_resp'))) {
      const request = requestOf(name);
      expect(request, name).toBe(name.replace(/_resp$/, ''));
      expect(commands[name].id).toBe(commands[request ?? 'unbind'].id + 0x80000000);
    }
  });

  it('knows the versions', () => {
    const of = (version: '3.3' | '3.4' | '5.0') =>
      names.filter((name) => (commands[name].versions as readonly string[]).includes(version));
    expect(of('3.3')).not.toContain('bind_transceiver');
    expect(of('3.3')).not.toContain('data_sm');
    expect(of('3.3')).toContain('param_retrieve');
    expect(of('3.4')).not.toContain('param_retrieve');
    expect(of('3.4')).not.toContain('broadcast_sm');
    expect(of('5.0')).toContain('cancel_broadcast_sm_resp');
    expect([of('3.3').length, of('3.4').length, of('5.0').length]).toEqual([27, 27, 33]);
  });
});

describe('requests and responses', () => {
  it('belong together', () => {
    expect(responseOf('submit_sm')).toBe('submit_sm_resp');
    expect(requestOf('submit_sm_resp')).toBe('submit_sm');
    const command: CommandName = 'outbind';
    expect(responseOf(command as CommandName)).toBeUndefined();
    expect(responseOf('alert_notification' as CommandName)).toBeUndefined();
    expect(responseOf('submit_sm_resp' as CommandName)).toBeUndefined();
    expect(responseOf('generic_nack' as CommandName)).toBeUndefined();
    expect(requestOf('generic_nack')).toBeUndefined();
    expect(requestOf('submit_sm')).toBeUndefined();
    expectTypeOf(responseOf('bind_receiver')).toEqualTypeOf<'bind_receiver_resp'>();
  });

  it('are told apart by bit 31, known or not', () => {
    expect(isResponse(createPdu('enquire_link', { sequenceNumber: 1 }))).toBe(false);
    expect(isResponse(createPdu('generic_nack', { sequenceNumber: 1 }))).toBe(true);
    expect(isResponse(unknown(0x10200))).toBe(false);
    expect(isResponse(unknown(0x80010200))).toBe(true);
    expect(commandIdOf(unknown(0x10200))).toBe(0x10200);
    expect(commandIdOf(createPdu('unbind_resp', { sequenceNumber: 1 }))).toBe(0x80000006);
  });
});

describe('createPdu', () => {
  it('fills in what is left out', () => {
    const { body, tlvs, commandStatus } = createPdu('submit_sm', {
      sequenceNumber: 1,
      body: { esmClass: 0x40 },
    });
    expect(commandStatus).toBe(0);
    expect(tlvs).toEqual([]);
    expect(Object.keys(body ?? {})).toEqual(commands.submit_sm.fields.map(({ key }) => key));
    expect(body).toMatchObject({
      esmClass: 0x40,
      sourceAddr: '',
      dataCoding: 0,
      shortMessage: new Uint8Array(0),
    });
    expect(createPdu('submit_multi', { sequenceNumber: 1 }).body).toMatchObject({
      destAddresses: [],
      sourceAddr: '',
    });
  });

  it('makes a bare header of a response with an error, and of no request', () => {
    expect(createPdu('submit_sm_resp', { sequenceNumber: 1, commandStatus: 8 }).body).toBeNull();
    expect(createPdu('submit_sm_resp', { sequenceNumber: 1 }).body).toEqual({ messageId: '' });
    expect(createPdu('submit_sm_resp', { sequenceNumber: 1, body: null }).body).toBeNull();
    expect(
      createPdu('submit_sm_resp', { sequenceNumber: 1, commandStatus: 8, body: { messageId: 'a' } }).body,
    ).toEqual({
      messageId: 'a',
    });
    expect(createPdu('query_sm', { sequenceNumber: 1, commandStatus: 8 }).body).not.toBeNull();
  });

  it('has no body for commands without fields', () => {
    expect(createPdu('unbind', { sequenceNumber: 1 }).body).toBeNull();
    expectTypeOf(createPdu('unbind', { sequenceNumber: 1 }).body).toEqualTypeOf<null>();
  });
});

it('infers the types of the bodies from the table', () => {
  expectTypeOf<SubmitSmBody['shortMessage']>().toEqualTypeOf<Uint8Array>();
  expectTypeOf<SubmitSmBody['sourceAddr']>().toEqualTypeOf<string>();
  expectTypeOf<SubmitSmBody['registeredDelivery']>().toEqualTypeOf<number>();
  expectTypeOf<Extract<DestAddress, { destFlag: 2 }>>().toExtend<{ readonly dlName: string }>();
  // @ts-expect-error -- the table has no such field
  expectTypeOf<SubmitSmBody['systemId']>();
});
