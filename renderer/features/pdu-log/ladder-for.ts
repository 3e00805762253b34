import type { PduRow } from '#shared/model/pdu-row';
import type { HostClient } from '#shared/rpc/host-client';
import type { LogPanel } from './log-page-store';
import { pdusOfMessage } from './message-pdus';
import type { PduLogState } from './pdu-log-state';
import type { LadderKind } from './pdu-row-menu';

/** The sequence diagram that was asked for at a row. */
export async function ladderFor(
  client: Pick<HostClient, 'call'>,
  { source, chosen }: Pick<PduLogState, 'source' | 'chosen'>,
  row: PduRow,
  kind: LadderKind,
): Promise<LogPanel> {
  switch (kind) {
    case 'session': {
      const of = { kind: 'session', source, sessionId: row.sessionId } as const;
      return { kind: 'ladder', of, title: `${row.trunk}, session ${row.sessionId}` };
    }
    case 'message': {
      const numbers = [...(await pdusOfMessage(client, source, row.number))];
      return {
        kind: 'ladder',
        of: { kind: 'numbers', source, numbers },
        title: `Message of PDU ${row.number.toLocaleString()}`,
      };
    }
    case 'selection': {
      const numbers = [...chosen].sort((left, right) => left - right);
      return { kind: 'ladder', of: { kind: 'numbers', source, numbers }, title: 'Selected PDUs' };
    }
  }
}
