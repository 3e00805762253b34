import type { PduFinding } from '../model/pdu-row';
import type { SmppVersion } from '../smpp/tables/versions';

/** What a PDU breaks among the others of its session. */
export interface SessionVerdict {
  readonly isDuplicate: boolean;
  readonly isOrphan: boolean;
  readonly isForbidden: boolean;
}

/** The same in words, with the rules: what the PDU's own octets cannot say. */
export function findingsOf(
  { isDuplicate, isOrphan, isForbidden }: SessionVerdict,
  version: SmppVersion | null,
): PduFinding[] {
  const findings: PduFinding[] = [];
  if (isForbidden) {
    findings.push({
      code: 'forbidden',
      field: 'command_id',
      sentence: 'This side may not send this command in the state that the session was in.',
      section: version === '5.0' ? '5.0: 2.4' : '2.3',
    });
  }
  if (isDuplicate) {
    findings.push({
      code: 'duplicate',
      field: 'sequence_number',
      sentence: 'A request with this sequence number was still waiting for its response on this session.',
      section: '5.1.4',
    });
  }
  if (isOrphan) {
    findings.push({
      code: 'orphan',
      field: 'sequence_number',
      sentence:
        'No request of the other side with this sequence number and command was waiting for a response.',
      section: '5.1.4',
    });
  }
  return findings;
}
