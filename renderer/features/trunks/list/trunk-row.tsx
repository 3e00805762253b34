import { lastStateName } from '#shared/model/trunk-words';
import type { TrunkView } from '#shared/model/trunk-view';
import { useTrunkGroups, useTrunks } from '../../../app/stores';
import { Badge } from '../../../ui/badge';
import { classes } from '../../../ui/classes';
import { StateDot } from '../../../ui/state-dot';
import { useNow } from '../../../ui/use-now';
import { groupsOf } from '../../trunk-groups/trunk-group-store';
import { endpointOf, meaningOf, rateWords, stateWords } from '../trunk-state';
import styles from './trunk-row.module.css';

const css = classes(styles);

export const TRUNK_ROW_PX = 64;

export function TrunkStateWords({ trunk }: { readonly trunk: Pick<TrunkView, 'connection'> }) {
  const nowMs = useNow(trunk.connection.kind === 'waiting');
  return <StateDot meaning={meaningOf(trunk.connection)}>{stateWords(trunk.connection, nowMs)}</StateDot>;
}

export function TrunkRow({ trunk }: { readonly trunk: TrunkView }) {
  const rate = useTrunks((state) => state.rates[trunk.id] ?? 0);
  const groups = useTrunkGroups((state) => state.groups);
  const names = groupsOf(groups, trunk.id).map((group) => group.settings.name);
  return (
    <div className={css('row')}>
      <div className={css('line')}>
        <span className={css('name')}>{trunk.settings.name}</span>
        {trunk.isDemo ? <Badge>Demo</Badge> : null}
        {trunk.settings.isEnabled ? null : <Badge>Disabled</Badge>}
        {trunk.throttle === null ? null : <Badge meaning="warning">Throttled</Badge>}
        {rate > 0 ? <span className={css('rate')}>{rateWords(rate)}</span> : null}
      </div>
      <div className={css('line', 'between', 'states')}>
        <TrunkStateWords trunk={trunk} />
        {names.length === 0 ? null : (
          <span className={css('groups')} title={names.join(', ')}>
            {names.join(', ')}
          </span>
        )}
      </div>
      <div className={css('line', 'between', 'weak')}>
        <span className={css('host')}>{endpointOf(trunk)}</span>
        {trunk.last === null ? null : <span className={css('last')}>{lastStateName(trunk.last.kind)}</span>}
      </div>
    </div>
  );
}
