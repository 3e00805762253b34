import { MAX_LOG_PAGE } from '#shared/contract/pdu-log';
import type { PduRow } from '#shared/model/pdu-row';
import type { HostClient } from '#shared/rpc/host-client';
import { annotate } from '#shared/smpp/annotate';
import type { Stores } from '../../app/stores';
import { octetsOfHex } from './octet-lines';
import { copyOf, type CopyKind } from './pdu-copies';
import type { PduLogState } from './pdu-log-state';
import type { PduLogStore } from './pdu-log-store';
import { rowText } from './row-words';
import { readingOf, specifiedReading } from './trunk-reading';

/** A PDU of the list in one of the forms it is copied in. Rejects with a sentence where it has none. */
export async function textOfPdu(
  { client, trunks }: Pick<Stores, 'client' | 'trunks'>,
  log: PduLogStore,
  row: PduRow,
  kind: CopyKind,
): Promise<string> {
  const { source } = log.getState();
  const { pdu } = await client.call('pduLog.pdu', { number: row.number, source });
  if (pdu === null) throw new Error(`PDU ${row.number.toLocaleString()} is no longer in memory.`);
  const reading = source.kind === 'live' ? readingOf(row, trunks.getState().trunks) : specifiedReading;
  const octets = octetsOfHex(pdu.hex);
  const { version, findings } = pdu;
  const text = copyOf(kind, octets, annotate(octets, { ...reading, version, findings }));
  if (text === null) throw new Error('It is a part of a message, or has no text that could be sent again.');
  return text;
}

/** The lines of the rows that are selected, oldest first. */
export async function linesOfChosen(
  client: Pick<HostClient, 'call'>,
  { source, selected, chosen }: Pick<PduLogState, 'source' | 'selected' | 'chosen'>,
): Promise<string> {
  const numbers = chosen.size > 0 ? [...chosen].sort((left, right) => left - right) : [selected ?? 0];
  const of = { kind: 'numbers', source, numbers } as const;
  const lines: string[] = [];
  for (let start = 0; start < numbers.length; start += MAX_LOG_PAGE) {
    const { rows } = await client.call('pduLog.ladder', { of, start, count: MAX_LOG_PAGE });
    lines.push(...rows.map(rowText));
  }
  return lines.join('\n');
}
