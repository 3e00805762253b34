import type { AddressInfo, Server } from 'node:net';
import smpp, { type PDU, type Session } from 'smpp';
import { afterEach, describe, expect, it } from 'vitest';
import { CliRun } from './cli-run';

const message = ['--from', '4711', '--to', '12025550123', '--text', 'Hello', '--json'];

let server: Server | null = null;
const sessions: Session[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.destroy();
  server?.close();
  server = null;
});

/** A foreign SMSC that lets everybody in; `onSubmit` does the rest. */
async function foreignSmsc(onSubmit: (session: Session, pdu: PDU) => void): Promise<string[]> {
  const listening = smpp.createServer({}, (session) => {
    sessions.push(session);
    session.on('error', () => undefined);
    session.on('bind_transceiver', (pdu: PDU) => session.send(pdu.response()));
    session.on('unbind', (pdu: PDU) => session.send(pdu.response()));
    session.on('submit_sm', (pdu: PDU) => onSubmit(session, pdu));
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  return ['--host', '127.0.0.1', '--port', String(port), '--system-id', 'demo'];
}

const receipt = (text: string, fields: object = {}): object => ({
  source_addr: '12025550123',
  destination_addr: '4711',
  esm_class: 4,
  short_message: Buffer.from(text),
  ...fields,
});
const sendWaiting = (connection: readonly string[]): CliRun =>
  new CliRun(['send', ...connection, ...message, '--wait-receipt', '15'], { password: 'x' });

describe('a message that the SMSC accepts without a message_id', () => {
  const withoutId = (): Promise<string[]> =>
    foreignSmsc((session, pdu) => session.send(pdu.response({ message_id: '' })));

  it('is accepted', async () => {
    const connection = await withoutId();
    const run = new CliRun(['send', ...connection, ...message.slice(0, -1)], { password: 'x' });
    expect(await run.code).toBe(0);
    expect(run.out).toEqual(['Accepted, without a message_id.']);
  });

  it('has no receipt to wait for, and that is said at once', async () => {
    const run = sendWaiting(await withoutId());
    expect(await run.code).toBe(4);
    expect(run.events.slice(1)).toEqual([
      { event: 'accepted', to: '12025550123', messageIds: [''], segments: 1 },
      { event: 'receiptMissing', messageIds: [''] },
    ]);
    expect(run.notes.at(-1)).toBe(
      'The SMSC gave no message_id, so no receipt can be matched to the message.',
    );
  });
});

describe('receipts of a foreign SMSC', () => {
  it('may overtake the response that tells their id', async () => {
    const connection = await foreignSmsc((session, pdu) => {
      session.deliver_sm(receipt('id:77 sub:001 dlvrd:001 stat:DELIVRD err:000 text:') as never);
      session.send(pdu.response({ message_id: '77' }));
    });
    const run = sendWaiting(connection);
    expect(await run.code).toBe(0);
    expect(run.eventNames).toEqual(['bound', 'accepted', 'receipt']);
  });

  it('may come on the way first', async () => {
    const connection = await foreignSmsc((session, pdu) => {
      session.send(pdu.response({ message_id: '77' }));
      session.deliver_sm(receipt('id:77 stat:ENROUTE', { esm_class: 0x20 }) as never);
      session.deliver_sm(receipt('id:77 stat:ACCEPTD') as never);
      session.deliver_sm(receipt('id:77 stat:DELIVRD') as never);
    });
    const run = sendWaiting(connection);
    expect(await run.code).toBe(0);
    expect(run.events.slice(2).map(({ state }) => state)).toEqual(['enroute', 'acknowledged', 'delivered']);
  });

  it('may come as data_sm, with TLVs only', async () => {
    const connection = await foreignSmsc((session, pdu) => {
      session.send(pdu.response({ message_id: '3a2d9701' }));
      session.data_sm({ esm_class: 4, receipted_message_id: '3a2d9701', message_state: 5 });
    });
    const run = sendWaiting(connection);
    expect(await run.code).toBe(4);
    expect(run.events.at(-1)).toMatchObject({ event: 'receipt', state: 'undeliverable', stat: null });
  });

  it('may be marked as messages', async () => {
    const connection = await foreignSmsc((session, pdu) => {
      session.send(pdu.response({ message_id: '77' }));
      session.deliver_sm(receipt('id:77 stat:DELIVERED err:000', { esm_class: 0 }) as never);
    });
    expect(await sendWaiting(connection).code).toBe(0);
  });

  it('are left alone when they are for somebody else', async () => {
    const answers: number[] = [];
    const connection = await foreignSmsc((session, pdu) => {
      session.send(pdu.response({ message_id: '77' }));
      session.deliver_sm(receipt('id:78 stat:DELIVRD') as never, (answer: PDU) => {
        answers.push(answer.command_status);
        session.deliver_sm(receipt('id:77 stat:DELIVRD') as never);
      });
    });
    const run = sendWaiting(connection);
    expect(await run.code).toBe(0);
    expect(answers).toEqual([0x64]);
    expect(run.eventNames.filter((name) => name === 'receipt')).toHaveLength(1);
  });
});

describe('ids that are not one for each part', () => {
  const long = (connection: readonly string[]): CliRun => {
    const words = [...message, '--text', 'a'.repeat(400), '--wait-receipt', '15'];
    return new CliRun(['send', ...connection, ...words], { password: 'x' });
  };

  it('the same for every part: a receipt is waited for for each', async () => {
    let parts = 0;
    const connection = await foreignSmsc((session, pdu) => {
      session.send(pdu.response({ message_id: '77' }));
      parts += 1;
      if (parts < 3) return;
      for (const state of ['DELIVRD', 'DELIVRD', 'UNDELIV']) {
        session.deliver_sm(receipt(`id:77 stat:${state}`) as never);
      }
    });
    const run = long(connection);
    expect(await run.code).toBe(4);
    expect(run.events.slice(1)).toMatchObject([
      { event: 'accepted', messageIds: ['77', '77', '77'], segments: 3 },
      { event: 'receipt', messageId: '77', state: 'delivered' },
      { event: 'receipt', messageId: '77', state: 'delivered' },
      { event: 'receipt', messageId: '77', state: 'undeliverable' },
    ]);
  });

  it('in hexadecimal in the response and in decimal in the receipt', async () => {
    const connection = await foreignSmsc((session, pdu) => {
      session.send(pdu.response({ message_id: '39f99dd5' }));
      session.deliver_sm(receipt('id:0972660181 stat:DELIVRD') as never);
    });
    const run = sendWaiting(connection);
    expect(await run.code).toBe(0);
    expect(run.events.at(-1)).toMatchObject({ event: 'receipt', messageId: '39f99dd5', state: 'delivered' });
  });
});

describe('a message whose answer never comes', () => {
  it('is in doubt when the link breaks', async () => {
    const connection = await foreignSmsc((session) => session.destroy());
    const run = new CliRun(['send', ...connection, ...message], { password: 'x' });
    expect(await run.code).toBe(1);
    expect(run.events.at(-1)).toMatchObject({ event: 'inDoubt', segment: 1 });
  });

  it('is refused by a generic_nack', async () => {
    const connection = await foreignSmsc((session, pdu) => {
      session.send(new smpp.PDU('generic_nack', { sequence_number: pdu.sequence_number, command_status: 3 }));
    });
    const run = new CliRun(['send', ...connection, ...message], { password: 'x' });
    expect(await run.code).toBe(1);
    expect(run.events.at(-1)).toMatchObject({ event: 'refused', status: 3 });
  });
});
