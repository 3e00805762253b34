import { afterEach, describe, expect, it } from 'vitest';
import { createPdu, type Bodies, type CommandName, type Pdu } from '#shared/smpp/pdu';
import type { LinkOutcome } from '#electron/host/messages/message-links';
import { settle } from '#test/support/fake-clock';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

function answer<C extends 'query_sm_resp' | 'cancel_sm_resp' | 'replace_sm_resp'>(
  harness: ServiceHarness,
  command: C,
  body: Partial<Bodies[C]> | null,
  commandStatus = 0,
): void {
  const init = { sequenceNumber: 1, commandStatus, ...(body === null ? {} : { body }) };
  const response = createPdu<CommandName>(command, init) as Pdu;
  harness.link.conclude({ kind: 'response', response, latencyMs: 1 });
}

describe('a request about a message that was sent', () => {
  it('query_sm tells its state, which is kept with the sentence', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    const asked = harness.service.inquiries.query(view.id);
    await quiet();
    expect(harness.link.outstanding[0]?.request).toMatchObject({
      command: 'query_sm',
      body: { messageId: 'ID-1', sourceAddr: '4477' },
    });
    answer(harness, 'query_sm_resp', { messageId: 'ID-1', messageState: 5, errorCode: 21 });
    expect(await asked).toBe('The SMSC says of the message: undeliverable with error 21.');
    expect(harness.latest(view.id).state).toBe('undeliverable');
  });

  it('cancel_sm that is refused changes nothing but the history', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    const asked = harness.service.inquiries.cancel(view.id);
    await quiet();
    answer(harness, 'cancel_sm_resp', null, 0x11);
    expect(await asked).toContain('did not cancel the message');
    expect(harness.latest(view.id).state).toBe('accepted');
  });

  it('replace_sm takes the text as it was encoded before, and refuses what that alphabet does not have', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    await expect(harness.service.inquiries.replace(view.id, 'Привет')).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const asked = harness.service.inquiries.replace(view.id, 'Changed');
    await quiet();
    answer(harness, 'replace_sm_resp', null);
    await asked;
    expect(harness.latest(view.id)).toMatchObject({ text: 'Changed', state: 'accepted' });
  });

  it('is refused for a message that the SMSC gave no id', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    await expect(harness.service.inquiries.query(view.id)).rejects.toMatchObject({ code: 'refused' });
  });

  it('says why another text cannot stand in its place, and what to do', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    await expect(harness.service.inquiries.replace(view.id, 'Привет')).rejects.toThrow(
      '“П” (U+041F) at position 1 cannot be written in GSM 7-bit. ' +
        'replace_sm keeps the alphabet of the message: replace it, or take the message back and send another.',
    );
    await expect(harness.service.inquiries.replace(view.id, 'x'.repeat(161))).rejects.toThrow(
      'The text does not fit one segment, and replace_sm has no more. Shorten it.',
    );
  });

  it('whose answer has a state that does not exist says its number', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    const asked = harness.service.inquiries.query(view.id);
    await quiet();
    answer(harness, 'query_sm_resp', { messageId: 'ID-1', messageState: 77 });
    expect(await asked).toBe('The SMSC said nothing of the message: message_state 77 does not exist.');
    expect(harness.latest(view.id).state).toBe('accepted');
  });

  it.each<[string, LinkOutcome, string]>([
    ['in time', { kind: 'timeout' }, 'The SMSC did not answer cancel_sm in time.'],
    ['at all', { kind: 'link-lost' }, 'The connection ended before the SMSC answered cancel_sm.'],
  ])(
    'that is not answered %s leaves it open, says what to do, and is in the history',
    async (_, outcome, what) => {
      const harness = await new ServiceHarness().start();
      const view = await harness.submitAccepted(['ID-1', 'ID-2'], { text: 'a'.repeat(200) });
      const asked = harness.service.inquiries.cancel(view.id);
      asked.catch(() => undefined);
      await quiet();
      answer(harness, 'cancel_sm_resp', null);
      await quiet();
      harness.link.conclude(outcome);
      const open = `${what} Nobody knows whether it was done: ask for the state.`;
      await expect(asked).rejects.toThrow(`The SMSC cancelled part 1. ${open}`);
      expect(harness.latest(view.id).segments.map(({ state }) => state)).toEqual(['deleted', 'accepted']);
      const { entries } = await harness.store.read('getHistory', { id: view.id, run: harness.service.run });
      expect(entries.filter(({ kind }) => kind === 'cancel')).toMatchObject([
        { sentence: 'The SMSC cancelled part 1.', segment: 1 },
        { sentence: open, segment: 2 },
      ]);
    },
  );

  it('that the SMSC does not know is in the history too, and a query needs no advice', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    const asked = harness.service.inquiries.query(view.id);
    asked.catch(() => undefined);
    await quiet();
    harness.link.conclude({ kind: 'nack', commandStatus: 3, latencyMs: 1 });
    const sentence =
      'The SMSC answered query_sm with generic_nack: Command unknown or not supported (ESME_RINVCMDID, 0x03).';
    await expect(asked).rejects.toThrow(sentence);
    const { entries } = await harness.store.read('getHistory', { id: view.id, run: harness.service.run });
    expect(entries.at(-1)).toMatchObject({ kind: 'query', sentence });
  });

  it('goes out on the timer of the trunk until the state is final', async () => {
    const harness = await new ServiceHarness().start();
    const query = { isEnabled: true, everySeconds: 60, times: 5 };
    harness.link.settings = { ...harness.link.settings, query };
    const view = await harness.submitAccepted(['ID-1']);
    await harness.clock.advanceAsync(75_000);
    await quiet();
    answer(harness, 'query_sm_resp', { messageId: 'ID-1', messageState: 1 });
    await quiet();
    expect(harness.latest(view.id).state).toBe('enroute');
    await harness.clock.advanceAsync(75_000);
    await quiet();
    answer(harness, 'query_sm_resp', { messageId: 'ID-1', messageState: 2 });
    await quiet();
    expect(harness.latest(view.id).state).toBe('delivered');
    await harness.clock.advanceAsync(300_000);
    expect(harness.link.outstanding).toEqual([]);
  });

  it('goes out as often as the trunk says and no more, and never where the trunk does not ask', async () => {
    const harness = await new ServiceHarness().start();
    const asked = (): number => harness.link.outstanding.length;
    const pass = async (): Promise<void> => {
      await harness.clock.advanceAsync(75_000);
      await quiet();
    };
    await harness.submitAccepted(['NEVER']);
    await pass();
    expect(asked()).toBe(0);
    const query = { isEnabled: true, everySeconds: 60, times: 2 };
    harness.link.settings = { ...harness.link.settings, query };
    const view = await harness.submitAccepted(['ID-1']);
    for (let time = 1; time <= 2; time += 1) {
      await pass();
      expect(asked()).toBe(1);
      answer(harness, 'query_sm_resp', null, 0x67);
      await quiet();
    }
    await pass();
    await pass();
    expect(asked()).toBe(0);
    expect(harness.latest(view.id).state).toBe('accepted');
    const { entries } = await harness.store.read('getHistory', { id: view.id, run: harness.service.run });
    expect(entries.filter(({ kind }) => kind === 'query').map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^The SMSC said nothing of the message: .*ESME_RQUERYFAIL/) as string,
      expect.stringMatching(/^The SMSC said nothing of the message: .*ESME_RQUERYFAIL/) as string,
    ]);
  });

  it('is no longer due once a receipt said what became of it', async () => {
    const harness = await new ServiceHarness().start();
    const query = { isEnabled: true, everySeconds: 60, times: 5 };
    harness.link.settings = { ...harness.link.settings, query };
    await harness.submitAccepted(['ID-1']);
    await harness.receipt('ID-1', 'DELIVRD');
    await harness.clock.advanceAsync(300_000);
    await quiet();
    expect(harness.link.outstanding).toEqual([]);
  });
});
