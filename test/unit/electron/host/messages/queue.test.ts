import { afterEach, describe, expect, it } from 'vitest';
import { submitManyRequest, submitRequest, type SubmitInput } from '#shared/model/submission';
import { trunkGroupId } from '#shared/model/ids';
import { decode } from '#shared/smpp/decode';
import { createPdu } from '#shared/smpp/pdu';
import { settle } from '#test/support/fake-clock';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

const groupId = trunkGroupId.parse('group');

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

function many(harness: ServiceHarness, destinations: string[], changes: object = {}) {
  return harness.service.submitter.submitMany(
    submitManyRequest.parse({
      target: { kind: 'trunk', trunkId: harness.link.trunkId },
      sourceAddress: '4477',
      destinations,
      text: 'Bulk',
      isReceiptRequested: false,
      ...changes,
    }),
  );
}

const texts = (harness: ServiceHarness): string[] =>
  harness.link.left.map((body) => String.fromCharCode(...body.shortMessage));

describe('the queue', () => {
  it('lets what a person sends now overtake a bulk, and within it respects priority_flag', async () => {
    const harness = await new ServiceHarness(undefined, 1).start();
    const numbers = Array.from({ length: 60 }, (_, index) => `+1202555${1000 + index}`);
    const { messageIds, refused } = await many(harness, numbers);
    expect([new Set(messageIds).size, refused]).toEqual([60, []]);
    await quiet();
    await harness.submit({ text: 'ordinary' });
    await harness.submit({ text: 'urgent', advanced: { priorityFlag: 2 } });
    for (let count = 0; count < 3; count += 1) {
      harness.link.accept(`id-${count}`);
      await quiet();
    }
    expect(texts(harness)).toEqual(['Bulk', 'urgent', 'ordinary', 'Bulk']);
  });

  it('does not say that it waits for the login of a trunk that is logged in and has no room by its rate', async () => {
    const harness = await new ServiceHarness(undefined, 0).start();
    const { id } = await harness.submit();
    await quiet();
    expect(harness.latest(id)).toMatchObject({ state: 'queued', reason: null });
    harness.link.isLoggedIn = false;
    const waiting = await harness.submit();
    await quiet();
    expect(harness.latest(waiting.id)).toMatchObject({
      state: 'queued',
      reason: expect.any(String) as string,
    });
  });

  it('says of each destination of a list why nothing was stored for it', async () => {
    const harness = await new ServiceHarness().start();
    const result = await many(harness, ['+12025550123', '+1 202 555 0123', 'Привет']);
    expect(result.messageIds).toHaveLength(1);
    expect(result.refused).toMatchObject([
      { destinationAddress: '+1 202 555 0123', reason: 'It is in the list twice.' },
      { destinationAddress: 'Привет' },
    ]);
  });

  it('tries again what the SMSC throttled, and counts it in the history', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    harness.link.conclude({ kind: 'throttled', commandStatus: 0x58, latencyMs: 1 });
    await quiet();
    harness.link.conclude({ kind: 'throttled', commandStatus: 0x58, latencyMs: 1 });
    await quiet();
    harness.link.accept('ID-1');
    await quiet();
    expect(harness.latest(view.id).state).toBe('accepted');
    expect(harness.link.left).toHaveLength(3);
    const { entries } = await harness.store.read('getHistory', { id: view.id, run: harness.service.run });
    expect(entries.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['queued', 'sent', 'throttled', 'accepted']),
    );
    expect(entries.find((entry) => entry.kind === 'throttled')?.sentence).toContain('(2 times)');
  });

  it('refuses what the source rule forbids, whatever the caller sent', async () => {
    const harness = await new ServiceHarness().start();
    harness.policy.refused.add('Bank');
    await expect(harness.submit({ sourceAddress: 'Bank' })).rejects.toMatchObject({
      code: 'refused',
      details: { sourceAddress: 'Bank may not be sent from over Demo.' },
    });
  });
});

describe('a message to a group', () => {
  async function start(): Promise<{ harness: ServiceHarness; input: Partial<SubmitInput> }> {
    const harness = await new ServiceHarness().start();
    harness.groups.members.push(harness.link.trunkId);
    return { harness, input: { target: { kind: 'group', groupId } } };
  }

  it('waits for a trunk, gets it at the moment of leaving, and records which and why', async () => {
    const { harness, input } = await start();
    const view = await harness.submit(input);
    await quiet();
    expect(harness.latest(view.id)).toMatchObject({
      state: 'queued',
      trunkId: null,
      trunkName: 'Group',
      reason: 'No trunk of Group is up.',
    });
    harness.groups.carrier = harness.link.trunkId;
    harness.groups.changed.emit(groupId);
    await quiet();
    harness.link.accept('ID-1');
    await quiet();
    expect(harness.latest(view.id)).toMatchObject({
      state: 'accepted',
      trunkName: 'Demo',
      groupId,
      routeReason: 'First by priority.',
    });
  });

  it('is counted while it waits, so that the group knows what a throttled trunk would have before it', async () => {
    const { harness } = await start();
    const destinations = Array.from({ length: 120 }, (_, index) => `+1202555${1000 + index}`);
    await many(harness, destinations, { target: { kind: 'group', groupId } });
    await quiet();
    expect(harness.groups.queuedCounts.at(-1)).toBe(120);
    harness.groups.carrier = harness.link.trunkId;
    harness.groups.changed.emit(groupId);
    await quiet();
    expect(harness.groups.queuedCounts.at(-1)).toBe(110);
    for (let count = 0; count < 120; count += 1) {
      harness.link.accept(`id-${count}`);
      await quiet();
    }
    expect(harness.groups.queuedCounts.at(-1)).toBe(0);
  });

  it('in doubt stays on its trunk when another carries the group; what had not left goes there', async () => {
    const { harness, input } = await start();
    const other = harness.links.add('Other');
    harness.groups.members.push(other.trunkId);
    harness.groups.carrier = harness.link.trunkId;
    const lost = await harness.submit(input);
    await quiet();
    harness.link.lose();
    await quiet();
    const waiting = await harness.submit(input);
    harness.groups.carrier = other.trunkId;
    harness.groups.changed.emit(groupId);
    await quiet();
    expect(harness.latest(lost.id)).toMatchObject({ state: 'in-doubt', trunkName: 'Demo' });
    expect(harness.latest(waiting.id)).toMatchObject({ state: 'sent', trunkName: 'Other' });
    expect(other.left).toHaveLength(1);
  });

  it('is refused when the group is gone', async () => {
    const { harness, input } = await start();
    const view = await harness.submit(input);
    await quiet();
    harness.groups.isThere = false;
    harness.groups.changed.emit(groupId);
    await quiet();
    expect(harness.latest(view.id)).toMatchObject({
      state: 'refused',
      reason: 'Its trunk group was deleted before it could be sent.',
    });
  });
});

describe('the PDU of a message', () => {
  it('is previewed exactly as it is sent', async () => {
    const harness = await new ServiceHarness().start();
    const written = {
      target: { kind: 'trunk', trunkId: harness.link.trunkId },
      sourceAddress: 'Shop',
      text: 'Hi',
      isReceiptRequested: true,
      advanced: {
        serviceType: 'CMT',
        priorityFlag: 1,
        validityPeriod: { kind: 'in', seconds: 3600 },
        tlvs: [
          { kind: 'name', name: 'user_message_reference', value: '258' },
          { kind: 'tag', tag: 0x1400, hex: '31 32' },
        ],
      },
    };
    const number = '+12025550123';
    const preview = harness.service.submitter.preview(
      submitManyRequest.parse({ ...written, destinations: [number] }),
    );
    expect(preview).toMatchObject({ trunkName: 'Demo', encoding: 'gsm7', segmentCount: 1 });
    expect(preview.pdus[0]?.hex).toContain(Buffer.from('000000010000000R', 'latin1').toString('hex'));
    expect(preview.pdus[0]?.hex).toMatch(/020400020102140000023132$/);
    await harness.service.submit(submitRequest.parse({ ...written, destinationAddress: number }));
    await quiet();
    const body = harness.link.left[0];
    expect(body).toMatchObject({ serviceType: 'CMT', priorityFlag: 1, sourceAddrTon: 5 });
    expect(await harness.conversations()).toHaveLength(1);
  });

  it('of a submit_multi is previewed with everyone it goes to, lists alone included', async () => {
    const harness = await new ServiceHarness().start();
    const previewed = (destinations: string[], distributionLists: string[]) => {
      const { pdus } = harness.service.submitter.preview(
        submitManyRequest.parse({
          target: { kind: 'trunk', trunkId: harness.link.trunkId },
          sourceAddress: 'Shop',
          destinations,
          distributionLists,
          pdu: 'submit_multi',
          text: 'Hi',
          isReceiptRequested: true,
        }),
      );
      const { pdu } = decode(Buffer.from(pdus[0]?.hex ?? '', 'hex'));
      return pdu.command === 'submit_multi' ? pdu.body?.destAddresses : null;
    };
    const number = (destinationAddr: string) => ({
      destFlag: 1,
      destAddrTon: 1,
      destAddrNpi: 1,
      destinationAddr,
    });
    expect(previewed(['+12025550101', '+12025550102'], ['staff'])).toEqual([
      number('12025550101'),
      number('12025550102'),
      { destFlag: 2, dlName: 'staff' },
    ]);
    expect(previewed([], ['staff', 'night shift'])).toEqual([
      { destFlag: 2, dlName: 'staff' },
      { destFlag: 2, dlName: 'night shift' },
    ]);
    expect(previewed(['+12025550101'], [])).toEqual([number('12025550101')]);
    const many = Array.from({ length: 300 }, (_, index) => `+1202555${1000 + index}`);
    expect(previewed(many, ['staff'])).toHaveLength(254);
    expect(() => previewed([], [])).toThrow('Enter a destination address.');
  });

  it.each([
    ['data_sm', '3.3', 'which has no data_sm'],
    ['broadcast_sm', '3.4', 'came with 5.0'],
  ] as const)('%s is refused on %s with the reason', async (pdu, version, words) => {
    const harness = await new ServiceHarness().start();
    harness.link.settings = { ...harness.link.settings, version };
    await expect(harness.submit({ pdu })).rejects.toThrow(words);
  });

  it.each([
    [{ longMethod: 'sar' as const, text: 'a'.repeat(200) }, 'longMethod', '3.3'],
    [{ longMethod: 'payload' as const, text: 'a'.repeat(200) }, 'longMethod', '3.3'],
    [{ advanced: { tlvs: [{ kind: 'tag' as const, tag: 0x1400, hex: '31' }] } }, 'tlvs', 'no TLVs'],
  ])('3.3 refuses %j at its field with the reason, and 3.4 takes it', async (changes, field, words) => {
    const harness = await new ServiceHarness().start();
    const { settings } = harness.link;
    harness.link.settings = { ...settings, version: '3.3' };
    await expect(harness.submit(changes)).rejects.toMatchObject({
      details: { [field]: expect.stringContaining(words) as string },
    });
    harness.link.settings = { ...settings, version: '3.4' };
    expect(await harness.submit(changes)).toMatchObject({ direction: 'mt' });
  });

  it.each([
    [{ scheduleDeliveryTime: { kind: 'in' as const, seconds: 60 } }, 'schedule_delivery_time'],
    [{ validityPeriod: { kind: 'in' as const, seconds: 60 } }, 'validity_period'],
    [{ protocolId: 64 }, 'protocol_id'],
    [{ priorityFlag: 1 }, 'priority_flag'],
    [{ replaceIfPresentFlag: 1 }, 'replace_if_present_flag'],
    [{ smDefaultMsgId: 1 }, 'sm_default_msg_id'],
  ])('data_sm refuses %j, which it has no field for, and submit_sm takes it', async (advanced, name) => {
    const harness = await new ServiceHarness().start();
    const [key = ''] = Object.keys(advanced);
    await expect(harness.submit({ pdu: 'data_sm', advanced })).rejects.toMatchObject({
      details: { [`advanced.${key}`]: `data_sm has no ${name}. Leave it out, or choose submit_sm.` },
    });
    expect(await harness.submit({ advanced })).toMatchObject({ direction: 'mt' });
  });

  it('a broadcast refuses an esm_class, and areas are named in Latin-1 or drawn in octets', async () => {
    const harness = await new ServiceHarness().start();
    harness.link.settings = { ...harness.link.settings, version: '5.0' };
    const areas = [
      { format: 0, value: 'Århus' },
      { format: 2, value: '01 02' },
    ];
    const input = { pdu: 'broadcast_sm', broadcast: { areas }, destinationAddress: '' } as const;
    await expect(
      harness.submit({ ...input, advanced: { esmClass: { isReplyPath: true } } }),
    ).rejects.toMatchObject({
      details: {
        'advanced.esmClass': 'broadcast_sm has no esm_class. Leave it out, or choose another PDU.',
      },
    });
    await harness.submit(input);
    const sent = harness.link.outstanding[0]?.request;
    expect(sent?.tlvs?.slice(1, 3).map(({ value }) => Buffer.from(value).toString('hex'))).toEqual([
      `00${Buffer.from('Århus', 'latin1').toString('hex')}`,
      '020102',
    ]);
  });

  it('submit_multi carries a message for each recipient, and tells which address was refused', async () => {
    const harness = await new ServiceHarness().start();
    await many(harness, ['+12025550123', '+12025550124', '+12025550125'], {
      pdu: 'submit_multi',
      isReceiptRequested: true,
    });
    await quiet();
    expect(harness.link.outstanding).toHaveLength(1);
    const response = createPdu('submit_multi_resp', {
      sequenceNumber: 1,
      body: {
        messageId: 'M-1',
        unsuccessSmes: [
          { destAddrTon: 1, destAddrNpi: 1, destinationAddr: '12025550124', errorStatusCode: 0x0b },
        ],
      },
    });
    harness.link.conclude({ kind: 'response', response, latencyMs: 1 });
    await quiet();
    const states = async () =>
      (
        await Promise.all(
          ['12025550123', '12025550124', '12025550125'].map((peer) => harness.messagesWith(peer)),
        )
      )
        .flat()
        .map(({ state }) => state);
    expect(await states()).toEqual(['accepted', 'refused', 'accepted']);
    await harness.receipt('M-1', 'DELIVRD', { sourceAddr: '12025550125' });
    expect(await states()).toEqual(['accepted', 'refused', 'delivered']);
  });
});
