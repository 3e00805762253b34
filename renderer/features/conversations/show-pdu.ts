import type { PduRow } from '#shared/model/pdu-row';
import type { HistoryEntry } from '#shared/model/message-history';
import type { HostClient } from '#shared/rpc/host-client';
import { hasDockRoom } from '../../app/room';
import type { Stores } from '../../app/stores';

type Place = Pick<NonNullable<HistoryEntry['pdu']>, 'sessionId' | 'sequenceNumber'>;

/** The first row of the live log at this place, which is the request; null when it is gone. */
export async function findPdu(
  client: Pick<HostClient, 'call'>,
  { sessionId, sequenceNumber }: Place,
): Promise<PduRow | null> {
  const { viewId } = await client.call('pduLog.openView', {
    filter: `session == ${sessionId} and sequence == ${sequenceNumber}`,
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
  { client, pduLog, navigation }: Pick<Stores, 'client' | 'pduLog' | 'navigation'>,
  place: Place,
): Promise<string | null> {
  const row = await findPdu(client, place);
  if (row === null) return 'Not in the log any more';
  if (pduLog.getState().source.kind !== 'live') pduLog.setSource({ kind: 'live' });
  if (!navigation.getState().isDockOpen || !hasDockRoom()) navigation.goTo('log');
  pduLog.setFollowing(false);
  await pduLog.selectNumber(row.number);
  return null;
}
