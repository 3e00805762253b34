import { describe, expect, it } from 'vitest';
import { sessionId } from '#shared/model/ids';
import { FakeClock } from '#test/support/fake-clock';
import { closeLogsAfterEach, nextGrown, openLog, openView } from './open-log';
import { bindTransceiver, deliverSm, enquireLink, submitSm, submitSmResp } from './sample-pdus';

closeLogsAfterEach();

describe('the PDU log', () => {
  it('shows a session under the name that it has now', async () => {
    const log = openLog();
    const session = log.openSession('Alpha');
    session.recorder.recordPdu('out', enquireLink(1), 1000);
    session.describe({ name: 'Renamed' });
    session.recorder.recordPdu('out', enquireLink(2), 1001);
    const all = await openView(log, '');
    const { rows } = await log.rows(all.viewId, 0, 10);
    expect(rows.map(({ trunk }) => trunk)).toEqual(['Renamed', 'Renamed']);
    const named = await openView(log, 'trunk == "Renamed"');
    expect(named.rowCount).toBe(2);
  });

  it('keeps every PDU in the order of recording, numbered from 1, with what a row says', async () => {
    const log = openLog();
    const first = log.openSession('Alpha');
    const second = log.openSession('Beta');
    first.recorder.recordPdu('out', submitSm({ sequenceNumber: 7, text: 'Labas, €5 {ok}' }), 1000.25);
    first.recorder.recordPdu('in', submitSmResp(7, 0, 'abc-1'), 1001.5);
    second.recorder.recordPdu(
      'in',
      deliverSm({ sequenceNumber: 1, from: '447700900001', to: '100', text: 'čia', encoding: 'ucs2' }),
      1002,
    );
    first.recorder.recordPdu('in', submitSmResp(8, 0x58), 1003);

    const view = await openView(log, '');
    expect(view).toMatchObject({ rowCount: 4, totalCount: 4, lostCount: 0, isFiltering: false });
    const { rows } = await log.rows(view.viewId, 0, 100);

    expect(rows.map((row) => row.number)).toEqual([1, 2, 3, 4]);
    expect(rows[0]).toMatchObject({
      number: 1,
      kind: 'pdu',
      timeMs: 1000.25,
      direction: 'out',
      trunk: 'Alpha',
      sessionId: first.sessionId,
      command: 'submit_sm',
      commandStatus: 0,
      statusText: '',
      sequenceNumber: 7,
      sourceAddress: '37060000001',
      destinationAddress: '37060000002',
      text: 'Labas, €5 {ok}',
      length: submitSm({ sequenceNumber: 7, text: 'Labas, €5 {ok}' }).length,
      hasProblem: false,
    });
    expect(rows[1]).toMatchObject({
      direction: 'in',
      command: 'submit_sm_resp',
      statusText: 'OK',
      text: 'message_id abc-1',
    });
    expect(rows[2]).toMatchObject({
      trunk: 'Beta',
      command: 'deliver_sm',
      sourceAddress: '447700900001',
      text: 'čia',
    });
    expect(rows[3]).toMatchObject({ command: 'submit_sm_resp', commandStatus: 0x58, text: '' });
    expect(rows[3]?.statusText).toContain('ESME_RTHROTTLED');
  });

  it('copies what it is handed before the caller uses the buffer again', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    const buffer = new Uint8Array(400);
    for (let sequenceNumber = 1; sequenceNumber <= 3; sequenceNumber += 1) {
      const pdu = submitSm({ sequenceNumber, text: `text ${sequenceNumber}` });
      buffer.set(pdu, 5);
      recorder.recordPdu('out', buffer.subarray(5, 5 + pdu.length), sequenceNumber);
      buffer.fill(0xff);
    }
    const { viewId } = await openView(log, '');
    const { rows } = await log.rows(viewId, 0, 10);
    expect(rows.map((row) => row.text)).toEqual(['text 1', 'text 2', 'text 3']);
    expect(rows.map((row) => row.sequenceNumber)).toEqual([1, 2, 3]);
  });

  it('hands a batch over when its time has come, and tells the view of it', async () => {
    const clock = new FakeClock();
    const log = openLog({ clock });
    const { recorder } = log.openSession('Alpha');
    const { viewId } = await openView(log, '');
    const grown = nextGrown(log, viewId, (view) => view.rowCount === 2);
    recorder.recordPdu('out', enquireLink(1), clock.now());
    recorder.recordPdu('out', enquireLink(2), clock.now());
    expect(clock.pendingTimers).toBe(1);
    clock.advance(10);
    await expect(grown).resolves.toEqual({
      viewId,
      rowCount: 2,
      totalCount: 2,
      lostCount: 0,
      isFiltering: false,
    });
    clock.assertNoTimers();
  });

  it('hands a full batch over at once, whatever the clock says', async () => {
    const clock = new FakeClock();
    const log = openLog({ clock });
    const { recorder } = log.openSession('Alpha');
    const { viewId } = await openView(log, '');
    const grown = nextGrown(log, viewId, (view) => view.rowCount > 0);
    const pdu = submitSm({ sequenceNumber: 1, text: 'x'.repeat(150) });
    for (let count = 0; count < 1000; count += 1) recorder.recordPdu('out', pdu, clock.now());
    expect((await grown).rowCount).toBeGreaterThan(0);
  });

  it('tells the count at which it comes to rest', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    const { viewId } = await openView(log, '');
    const grown = nextGrown(log, viewId, (view) => view.rowCount === 5000);
    for (let number = 1; number <= 5000; number += 1) {
      recorder.recordPdu('out', enquireLink(number), number);
      if (number % 500 === 0) await new Promise<void>((resolve) => setImmediate(resolve));
    }
    await expect(grown).resolves.toMatchObject({ rowCount: 5000, totalCount: 5000 });
  });

  it('filters a long log to its end and tells how many rows match', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    const pdu = submitSm({ sequenceNumber: 1, text: 'čia', encoding: 'ucs2' });
    const count = 60_000;
    for (let number = 1; number <= count; number += 1) {
      recorder.recordPdu('out', number % 3 === 0 ? pdu : enquireLink(number), number);
    }
    const { viewId, counts } = log.openView('ČIA');
    const done = nextGrown(log, viewId, (view) => !view.isFiltering);
    const opened = await counts;
    const finished = opened.isFiltering ? await done : opened;
    expect(finished).toMatchObject({ rowCount: count / 3, totalCount: count });
    const { rows } = await log.rows(viewId, count / 3 - 2, 10);
    expect(rows.map((row) => row.number)).toEqual([count - 3, count]);
  });

  it('counts what it cannot take, and says so in a row where it is missing', async () => {
    const log = openLog({ clock: new FakeClock() });
    const { recorder } = log.openSession('Alpha');
    const large = new Uint8Array(1024 * 1024);
    large.set(enquireLink(1));
    // All in one turn of the loop: nothing of it can have been read before the last of it comes.
    const count = 80;
    for (let number = 1; number <= count; number += 1) recorder.recordPdu('in', large, number);
    const whole = await openView(log, '');
    const before = whole.rowCount;
    expect(before).toBeLessThan(count);
    recorder.recordPdu('in', enquireLink(2), 81);
    const { rows } = await log.rows(whole.viewId, before, 10);
    expect(rows).toMatchObject([
      {
        number: before + 1,
        kind: 'loss',
        text: `${count - before} PDUs were not recorded here: the log could not take them.`,
      },
      { number: before + 2, kind: 'pdu', sequenceNumber: 2 },
    ]);
  });

  it('answers pages at the end of a view, and beyond it', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    for (let number = 1; number <= 1200; number += 1) recorder.recordPdu('in', enquireLink(number), number);
    const { viewId } = await openView(log, '');
    const atEnd = await log.rows(viewId, 1195, 500);
    expect(atEnd.rows.map((row) => row.number)).toEqual([1196, 1197, 1198, 1199, 1200]);
    expect(atEnd.rowCount).toBe(1200);
    await expect(log.rows(viewId, 1200, 10)).resolves.toMatchObject({ rows: [], rowCount: 1200 });
    await expect(log.rows(viewId, 999_999, 10)).resolves.toMatchObject({ rows: [] });
  });

  it('locates rows in the whole log and in a filtered view', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    for (let number = 1; number <= 100; number += 1) {
      recorder.recordPdu(
        'out',
        number % 10 === 0 ? submitSm({ sequenceNumber: number }) : enquireLink(number),
        number,
      );
    }
    const whole = await openView(log, '');
    const filtered = await openView(log, 'SUBMIT_sm');
    expect(filtered.rowCount).toBe(10);
    await expect(log.locate(whole.viewId, 30)).resolves.toBe(29);
    await expect(log.locate(filtered.viewId, 30)).resolves.toBe(2);
    await expect(log.locate(filtered.viewId, 31)).resolves.toBeNull();
    await expect(log.locate(whole.viewId, 0)).resolves.toBeNull();
    await expect(log.locate(whole.viewId, 101)).resolves.toBeNull();
  });

  it('shows octets that could not be framed and notes, with their sentence and their octets', async () => {
    const log = openLog();
    const { sessionId, recorder } = log.openSession('Alpha');
    log.note(sessionId, 5, 'The connection to 127.0.0.1:2775 was refused.');
    recorder.recordOctets(
      'in',
      Uint8Array.of(0x48, 0x54, 0x54, 0x50),
      6,
      'The peer speaks HTTP, “not SMPP”.',
    );
    const { viewId } = await openView(log, '');
    const { rows } = await log.rows(viewId, 0, 10);
    expect(rows).toMatchObject([
      {
        number: 1,
        kind: 'octets',
        trunk: 'Alpha',
        length: 0,
        command: '',
        text: 'The connection to 127.0.0.1:2775 was refused.',
      },
      {
        number: 2,
        kind: 'octets',
        direction: 'in',
        length: 4,
        hasProblem: true,
        text: 'The peer speaks HTTP, “not SMPP”.',
      },
    ]);
    await expect(log.pdu(2)).resolves.toMatchObject({ hex: '48545450' });
    await expect(log.pdu(1)).resolves.toMatchObject({ hex: '' });
    const filtered = await openView(log, 'REFUSED');
    expect(filtered.rowCount).toBe(1);
  });

  it('takes no note for a session that it does not know', async () => {
    const log = openLog();
    log.note(sessionId.parse(77), 1, 'Nobody knows this session.');
    expect((await openView(log, '')).rowCount).toBe(0);
  });

  it('marks a PDU whose shape is broken, and keeps octets that are shorter than a header', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    const cut = submitSm({ sequenceNumber: 1, text: 'cut' }).slice(0, 40);
    recorder.recordPdu('in', cut, 1);
    recorder.recordPdu('in', Uint8Array.of(0, 0, 0, 2), 2);
    const { viewId } = await openView(log, '');
    const { rows } = await log.rows(viewId, 0, 10);
    expect(rows[0]).toMatchObject({ kind: 'pdu', command: 'submit_sm', hasProblem: true });
    expect(rows[1]).toMatchObject({ kind: 'octets', length: 4, hasProblem: true });
  });

  it('shows an unknown command by its number and never fails on what it cannot read', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    const strange = enquireLink(3);
    new DataView(strange.buffer).setUint32(4, 0x00010203);
    recorder.recordPdu('in', strange, 1);
    const { viewId } = await openView(log, '0X00010203');
    const { rows } = await log.rows(viewId, 0, 10);
    expect(rows).toMatchObject([{ command: '0x00010203', sequenceNumber: 3 }]);
  });

  it('keeps row text to one short line', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    recorder.recordPdu('out', submitSm({ sequenceNumber: 1, text: `one\r\ntwo ${'long '.repeat(40)}` }), 1);
    const { viewId } = await openView(log, '');
    const { rows } = await log.rows(viewId, 0, 1);
    expect(rows[0]?.text).toMatch(/^one two long/);
    expect(rows[0]?.text.length).toBeLessThanOrEqual(121);
    // The filter sees the whole text.
    expect((await openView(log, 'long')).rowCount).toBe(1);
  });

  it('skips the user data header of a segment', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    const header = Uint8Array.of(5, 0, 3, 0x41, 2, 1);
    const shortMessage = Uint8Array.of(...header, ...new TextEncoder().encode('first part'));
    recorder.recordPdu('out', submitSm({ sequenceNumber: 1, body: { esmClass: 0x40, shortMessage } }), 1);
    const { viewId } = await openView(log, '');
    expect((await log.rows(viewId, 0, 1)).rows[0]?.text).toBe('first part');
  });

  it('never lets a password out', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    const password = 'pa55word';
    const bind = bindTransceiver(1, 'system', password);
    recorder.recordPdu('out', bind, 1);
    const { viewId } = await openView(log, '');
    const { rows } = await log.rows(viewId, 0, 1);
    expect(JSON.stringify(rows)).not.toContain(password);
    expect(rows[0]).toMatchObject({ command: 'bind_transceiver', text: 'system_id system' });
    const detail = await log.pdu(1);
    expect(detail?.hex).not.toContain(Buffer.from(password).toString('hex'));
    // The length stays, and so does everything beside the password.
    expect(detail?.hex).toHaveLength(bind.length * 2);
    expect(detail?.hex).toContain(Buffer.from('system').toString('hex'));
    expect((await openView(log, password)).rowCount).toBe(0);
  });

  it('leaves the simulator’s side out unless it is asked for', async () => {
    const log = openLog();
    log.openSession('Simulator', 'simulator').recorder.recordPdu('in', enquireLink(1), 1);
    expect((await openView(log, '')).rowCount).toBe(0);

    const both = openLog({ isSimulatorRecorded: true });
    both.openSession('Simulator', 'simulator').recorder.recordPdu('in', enquireLink(1), 1);
    const { viewId } = await openView(both, '');
    expect((await both.rows(viewId, 0, 10)).rows).toMatchObject([{ trunk: 'Simulator' }]);
  });

  it('is empty after a clear, says no loss, and numbers on', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    const filtered = await openView(log, 'enquire');
    const whole = await openView(log, '');
    for (let number = 1; number <= 50; number += 1) recorder.recordPdu('in', enquireLink(number), number);
    expect((await log.rows(whole.viewId, 0, 1)).rowCount).toBe(50);
    const told = nextGrown(log, whole.viewId, (view) => view.rowCount === 0);
    await log.clear();
    await expect(told).resolves.toMatchObject({ rowCount: 0, totalCount: 0, lostCount: 0 });
    await expect(log.pdu(50)).resolves.toBeNull();

    recorder.recordPdu('in', enquireLink(51), 51);
    const { rows } = await log.rows(whole.viewId, 0, 10);
    expect(rows.map((row) => row.number)).toEqual([51]);
    const matched = nextGrown(log, filtered.viewId, (view) => view.rowCount === 1);
    recorder.recordPdu('in', submitSm({ sequenceNumber: 52 }), 52);
    await matched;
    expect((await log.rows(filtered.viewId, 0, 10)).rows.map((row) => row.number)).toEqual([51]);
  });

  it('refuses rows of a view that is closed', async () => {
    const log = openLog();
    const { viewId } = await openView(log, '');
    await log.closeView(viewId);
    await expect(log.rows(viewId, 0, 1)).rejects.toMatchObject({ code: 'not-found' });
  });
});
