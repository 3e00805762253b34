import type { PduRow } from '#shared/model/pdu-row';
import type { HistoryEntry } from '#shared/model/message-history';
import type { HostClient } from '#shared/rpc/host-client';
import { hasDockRoom } from '../../app/room';
import type { Stores } from '../../app/stores';

/** What happened, and where its PDU stands. */
type PlacedEntry = Pick<HistoryEntry, 'kind'> & { readonly pdu: NonNullable<HistoryEntry['pdu']> };

/**
 * Both ends number their requests from 1, so the sequence number alone may mean either's: what came in is a request of
 * the SMSC, what was accepted or refused is its response to ours, everything else our request.
 */
const whichOf = (kind: HistoryEntry['kind']): string => {
  if (kind === 'receipt' || kind === 'received') return 'direction == in and not response';
  if (kind === 'accepted' || kind === 'refused') return 'direction == in and response';
  return 'direction == out and not response';
};

/** The row of the live log for an entry of the history; null when it is gone. */
export async function findPdu(
  client: Pick<HostClient, 'call'>,
  { kind, pdu }: PlacedEntry,
): Promise<PduRow | null> {
  const { viewId } = await client.call('pduLog.openView', {
    filter: `session == ${pdu.sessionId} and sequence == ${pdu.sequenceNumber} and ${whichOf(kind)}`,
    source: { kind: 'live' },
  });
  try {
    const { rows } = await client.call('pduLog.rows', { viewId, start: 0, count: 10 });
    return rows.find((row) => row.kind === 'pdu') ?? null;
  } finally {
    await client.call('pduLog.closeView', { viewId });
  }
}

/**
 * Selects the PDU in the log: in the dock where it is open, so that message and PDU are seen together, else on the log's
 * page. Resolves to a sentence when it is not there.
 */
export async function showPdu(
  { client, pduLog, logPage, navigation }: Pick<Stores, 'client' | 'pduLog' | 'logPage' | 'navigation'>,
  entry: PlacedEntry,
): Promise<string | null> {
  const row = await findPdu(client, entry);
  if (row === null) return 'Not in the log any more';
  if (!navigation.getState().isDockOpen || !hasDockRoom()) {
    logPage.showLive();
    navigation.goTo('log');
  }
  pduLog.setFollowing(false);
  await pduLog.selectNumber(row.number);
  return null;
}
