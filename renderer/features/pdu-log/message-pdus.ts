import type { LogSource } from '#shared/model/log-source';
import type { HostClient } from '#shared/rpc/host-client';

/** PDUs of one message that are asked about; a message of more parts is drawn as far as that. */
const MAX_ASKED = 100;

/**
 * Every PDU that one message is made of, found from any of them: its parts, their responses, its receipts and their
 * responses. Row numbers, oldest first.
 */
export async function pdusOfMessage(
  client: Pick<HostClient, 'call'>,
  source: LogSource,
  number: number,
): Promise<readonly number[]> {
  const found = new Set([number]);
  const waiting = [number];
  for (let asked = 0; asked < MAX_ASKED; asked += 1) {
    const next = waiting.shift();
    if (next === undefined) break;
    const { related } = await client.call('pduLog.related', { number: next, source });
    if (related === null) continue;
    const { answers, answeredBy, submit, siblings, receipts } = related;
    // A response says nothing that its request does not.
    if (answeredBy !== null) found.add(answeredBy);
    for (const other of [answers, submit, ...siblings, ...receipts]) {
      if (other === null || found.has(other)) continue;
      found.add(other);
      waiting.push(other);
    }
  }
  return [...found].sort((left, right) => left - right);
}
