import type { TrunkGroupView } from '#shared/model/trunk-group';
import { lastStateName } from '#shared/model/trunk-words';
import type { ConnectionState, TrunkView } from '#shared/model/trunk-view';
import { Badge } from '../../../ui/badge';
import { classes } from '../../../ui/classes';
import type { TableColumn } from '../../../ui/data-table';
import { formatCount, formatMoment } from '../../../ui/format';
import { useNow } from '../../../ui/use-now';
import { groupsOf } from '../../trunk-groups/trunk-group-store';
import { bindTypeShort, endpointOf, portWords, rateWords } from '../trunk-state';
import styles from './trunk-columns.module.css';
import { TrunkStateWords } from './trunk-row';

const css = classes(styles);

/** What wants attention first. */
const urgency: Readonly<Record<ConnectionState['kind'], number>> = {
  error: 0,
  'login-failed': 1,
  waiting: 2,
  connecting: 3,
  logging: 4,
  unbinding: 5,
  idle: 6,
  'logged-in': 7,
};

/** Since when the trunk is in its state; null when nothing has happened. */
const sinceOf = ({ connection, last }: TrunkView): number | null =>
  connection.kind === 'logged-in' ? connection.sinceMs : (last?.atMs ?? null);

function Since({ trunk }: { readonly trunk: TrunkView }) {
  const nowMs = useNow(false);
  const since = sinceOf(trunk);
  return since === null ? '–' : formatMoment(since, nowMs);
}

export function trunkColumns(
  groups: readonly TrunkGroupView[],
  rates: Readonly<Record<string, number>>,
): readonly TableColumn<TrunkView>[] {
  const groupNames = (trunk: TrunkView): string =>
    groupsOf(groups, trunk.id)
      .map((group) => group.settings.name)
      .join(', ');
  return [
    {
      id: 'name',
      name: 'Name',
      width: 'minmax(116px, 2fr)',
      valueOf: (trunk) => trunk.settings.name,
      cell: (trunk) => (
        <span className={css('named')}>
          <span className={css('name')} title={trunk.settings.name}>
            {trunk.settings.name}
          </span>
          {trunk.settings.isEnabled ? null : <Badge>Disabled</Badge>}
        </span>
      ),
    },
    {
      id: 'state',
      name: 'State',
      width: 'minmax(214px, 1.2fr)',
      valueOf: (trunk) => urgency[trunk.connection.kind],
      cell: (trunk) => <TrunkStateWords trunk={trunk} />,
    },
    {
      id: 'last',
      name: 'Last state',
      width: 'minmax(92px, 1.2fr)',
      valueOf: (trunk) => (trunk.last === null ? '' : lastStateName(trunk.last.kind)),
      cell: (trunk) => (trunk.last === null ? '–' : lastStateName(trunk.last.kind)),
    },
    {
      id: 'host',
      name: 'Host',
      width: 'minmax(104px, 1.6fr)',
      valueOf: endpointOf,
      cell: endpointOf,
    },
    {
      id: 'bind',
      name: 'Bind',
      width: '68px',
      valueOf: (trunk) => bindTypeShort[trunk.settings.bindType],
      cell: (trunk) => bindTypeShort[trunk.settings.bindType],
    },
    {
      id: 'port',
      name: 'Port',
      width: '72px',
      valueOf: (trunk) => portWords(trunk.binds),
      cell: (trunk) => portWords(trunk.binds),
    },
    {
      id: 'rate',
      name: 'Now',
      width: '74px',
      isNumber: true,
      valueOf: (trunk) => rates[trunk.id] ?? 0,
      cell: (trunk) => ((rates[trunk.id] ?? 0) === 0 ? '–' : rateWords(rates[trunk.id] ?? 0)),
    },
    {
      id: 'queued',
      name: 'Queued',
      width: '68px',
      isNumber: true,
      valueOf: (trunk) => trunk.queuedCount,
      cell: (trunk) => (trunk.queuedCount === 0 ? '–' : formatCount(trunk.queuedCount)),
    },
    {
      id: 'since',
      name: 'Since',
      width: 'minmax(96px, 1fr)',
      valueOf: (trunk) => sinceOf(trunk) ?? 0,
      cell: (trunk) => <Since trunk={trunk} />,
    },
    {
      id: 'groups',
      name: 'Groups',
      width: 'minmax(66px, 1fr)',
      valueOf: groupNames,
      cell: (trunk) => groupNames(trunk) || '–',
    },
  ];
}

/** Whether everything typed is somewhere in what the list says of the trunk. */
export function matchesTrunk(trunk: TrunkView, groups: readonly TrunkGroupView[], typed: string): boolean {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const haystack = trunkColumns(groups, {})
    .filter((column) => column.id !== 'since' && column.id !== 'queued' && column.id !== 'rate')
    .map((column) => String(column.valueOf(trunk)))
    .concat(
      trunk.settings.systemId,
      trunk.settings.standbyHosts.map((each) => each.host),
    )
    .join(' ')
    .toLocaleLowerCase();
  return words.every((word) => haystack.includes(word));
}
