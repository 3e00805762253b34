import type { PduFinding } from '#shared/model/pdu-row';
import { findingsOf } from '#shared/session/session-findings';
import type { SmppVersion } from '#shared/smpp/tables/versions';
import { recordKinds } from './batch-layout';
import type { LogStore, RowPlace } from './log-store';
import { isNamed } from './row-flags';

/** The version that a row is judged by; null where it is not known. */
export function versionOfRow(store: LogStore, { segment, index }: RowPlace): SmppVersion | null {
  const track = store.sessions.get(segment.sessionId(index));
  return track?.versionAt(segment.firstNumber + index) ?? null;
}

/** What a row breaks among the others of its session. */
export function findingsOfRow(store: LogStore, place: RowPlace): PduFinding[] {
  const { segment, index } = place;
  if (segment.kind(index) !== recordKinds.pdu) return [];
  const flags = segment.flags(index);
  const verdict = {
    isDuplicate: isNamed(flags, 'duplicate'),
    isOrphan: isNamed(flags, 'orphan'),
    isForbidden: isNamed(flags, 'forbidden'),
  };
  return findingsOf(verdict, versionOfRow(store, place));
}
