import type { SendTarget, TrunkGroupView } from '#shared/model/trunk-group';
import { connectionStateName, lastStateName } from '#shared/model/trunk-words';
import type { TrunkView } from '#shared/model/trunk-view';

export interface TargetNotice {
  readonly kind: 'error' | 'warning';
  readonly sentence: string;
}

/** Said where what the conversation went over does not exist any more. */
export function goneNotice(isAnyLeft: boolean): TargetNotice {
  return {
    kind: 'error',
    sentence: isAnyLeft
      ? 'What this went over was deleted. Choose another trunk to send over.'
      : 'There is no trunk to send over. Make one on the Trunks page.',
  };
}

/** What keeps a message from going out at once over what was chosen, said before it is sent; null when nothing does. */
export function targetNotice(
  target: SendTarget | null,
  trunk: TrunkView | null,
  groups: readonly TrunkGroupView[],
): TargetNotice | null {
  if (target === null) return null;
  if (target.kind === 'group') {
    const group = groups.find(({ id }) => id === target.groupId);
    if (group?.carrierId !== null) return null;
    return waits(`No trunk of ${group.settings.name} can carry a message now.`, 'until one can');
  }
  return trunk === null ? null : trunkNotice(trunk);
}

function trunkNotice({ settings, connection, last }: TrunkView): TargetNotice | null {
  const { name, bindType, isEnabled, onDemand } = settings;
  if (bindType === 'receiver') {
    const sentence = `${name} is bound as a receiver and cannot send. Choose another trunk, or change its bind type.`;
    return { kind: 'error', sentence };
  }
  if (!isEnabled) return waits(`${name} is disabled.`, 'until it is enabled');
  switch (connection.kind) {
    case 'waiting':
    case 'login-failed':
    case 'error': {
      const why = last === null || last.kind === 'ok' ? '' : ` (${lastStateName(last.kind)})`;
      return waits(`${name}: ${connectionStateName(connection)}${why}.`, 'until it is logged in');
    }
    case 'idle':
      return bindType === 'transmitter' && onDemand.isEnabled
        ? null
        : waits(`${name} is idle.`, 'until it is bound');
    default:
      return null;
  }
}

const waits = (why: string, until: string): TargetNotice => ({
  kind: 'warning',
  sentence: `${why} What you send waits ${until}.`,
});
