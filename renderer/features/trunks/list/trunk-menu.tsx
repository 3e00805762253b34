import { CircleCheck, CircleSlash, Copy, Download, Power, PowerOff, Trash2 } from 'lucide-react';
import type { TrunkView } from '#shared/model/trunk-view';
import type { MenuItem } from '../../../ui/menu';
import { isActive } from '../trunk-state';

export interface TrunkOrders {
  readonly bind: (trunks: readonly TrunkView[]) => void;
  readonly unbind: (trunks: readonly TrunkView[]) => void;
  readonly setEnabled: (trunks: readonly TrunkView[], isEnabled: boolean) => void;
  readonly duplicate: (trunk: TrunkView) => void;
  readonly export: (trunks: readonly TrunkView[]) => void;
  readonly delete: (trunks: readonly TrunkView[]) => void;
}

/** What can be done with one trunk or with several at once; only what would do something. */
export function trunkMenu(which: readonly TrunkView[], orders: TrunkOrders): readonly MenuItem[] {
  const [only] = which;
  const several = which.length > 1;
  const named = (verb: string, count: number): string =>
    several ? `${verb} ${count} trunk${count === 1 ? '' : 's'}` : verb;
  const down = which.filter((trunk) => !isActive(trunk.connection));
  const up = which.filter((trunk) => isActive(trunk.connection));
  const enabled = which.filter((trunk) => trunk.settings.isEnabled);
  const disabled = which.filter((trunk) => !trunk.settings.isEnabled);
  // The demo trunk is this computer's simulator's, and of no use elsewhere.
  const own = which.filter((trunk) => !trunk.isDemo);
  const items: (MenuItem | null)[] = [
    down.length === 0
      ? null
      : {
          id: 'bind',
          label: named('Bind', down.length),
          icon: <Power size={14} />,
          onSelect: () => orders.bind(down),
        },
    up.length === 0
      ? null
      : {
          id: 'unbind',
          label:
            !several && only?.connection.kind === 'waiting' ? 'Stop retrying' : named('Unbind', up.length),
          icon: <PowerOff size={14} />,
          onSelect: () => orders.unbind(up),
        },
    disabled.length === 0
      ? null
      : {
          id: 'enable',
          label: named('Enable', disabled.length),
          icon: <CircleCheck size={14} />,
          onSelect: () => orders.setEnabled(disabled, true),
        },
    enabled.length === 0
      ? null
      : {
          id: 'disable',
          label: named('Disable', enabled.length),
          icon: <CircleSlash size={14} />,
          onSelect: () => orders.setEnabled(enabled, false),
        },
    several || only === undefined
      ? null
      : {
          id: 'duplicate',
          label: 'Duplicate',
          icon: <Copy size={14} />,
          startsGroup: true,
          onSelect: () => orders.duplicate(only),
        },
    own.length === 0
      ? null
      : {
          id: 'export',
          label: several ? `${named('Export', own.length)}…` : 'Export…',
          icon: <Download size={14} />,
          startsGroup: several,
          onSelect: () => orders.export(own),
        },
    {
      id: 'delete',
      label: several ? `Delete ${which.length} trunks…` : 'Delete…',
      icon: <Trash2 size={14} />,
      isDanger: true,
      startsGroup: true,
      onSelect: () => orders.delete(which),
    },
  ];
  return items.filter((item) => item !== null);
}
