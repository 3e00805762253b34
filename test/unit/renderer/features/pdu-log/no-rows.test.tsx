// @vitest-environment jsdom
import { expect, it, onTestFinished } from 'vitest';
import type { OpenedCapture } from '#shared/model/log-source';
import { FakeHostClient } from '#test/support/fake-host-client';
import { button, click, render } from '#test/support/render';
import { NoRows } from '../../../../../renderer/features/pdu-log/no-rows';
import { createPduLogStore } from '../../../../../renderer/features/pdu-log/pdu-log-store';

async function noRowsOf(state: OpenedCapture['state']) {
  const capture: OpenedCapture = {
    captureId: 7,
    name: 'evidence.pcapng',
    state,
    octetsRead: 20,
    octetsTotal: 20,
    rowCount: 0,
    sentence: '',
  };
  const client = new FakeHostClient({ 'pduLog.closeCapture': () => ({}) });
  const log = createPduLogStore(client, { source: { kind: 'capture', captureId: 7 } });
  onTestFinished(() => log.stop());
  const { element, stores } = await render(<NoRows log={log} />, client);
  stores.captures.setState({ opened: [capture] });
  await click(element);
  return { element, client };
}

it('says of a capture without rows what became of it', async () => {
  expect((await noRowsOf('reading')).element.textContent).toContain('as the capture is read');
  expect((await noRowsOf('ready')).element.textContent).toContain('no SMPP that can be read');
  expect((await noRowsOf('cancelled')).element.textContent).toContain('Reading was stopped');
  expect((await noRowsOf('failed')).element.textContent).toContain('Nothing could be read');
});

it('leads back to the live log, and closes the capture', async () => {
  const { element, client } = await noRowsOf('failed');
  await click(button(element, 'Back to the live log'));
  expect(client.calls).toContainEqual({ name: 'pduLog.closeCapture', input: { captureId: 7 } });
});
