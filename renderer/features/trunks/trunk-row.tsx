import { lastStateName } from '#shared/model/trunk-words';
import type { TrunkView } from '#shared/model/trunk-view';
import { Badge } from '../../ui/badge';
import { classes } from '../../ui/classes';
import { StateDot } from '../../ui/state-dot';
import { useNow } from '../../ui/use-now';
import styles from './trunk-row.module.css';
import { endpointOf, meaningOf, stateWords } from './trunk-state';

const css = classes(styles);

export const TRUNK_ROW_PX = 64;

export function TrunkStateWords({ trunk }: { readonly trunk: TrunkView }) {
  const nowMs = useNow(trunk.connection.kind === 'waiting');
  return <StateDot meaning={meaningOf(trunk.connection)}>{stateWords(trunk.connection, nowMs)}</StateDot>;
}

export function TrunkRow({ trunk }: { readonly trunk: TrunkView }) {
  return (
    <div className={css('row')}>
      <div className={css('line')}>
        <span className={css('name')}>{trunk.settings.name}</span>
        {trunk.isDemo ? <Badge>Demo</Badge> : null}
        {trunk.settings.isEnabled ? null : <Badge>Disabled</Badge>}
      </div>
      <div className={css('line', 'state')}>
        <TrunkStateWords trunk={trunk} />
      </div>
      <div className={css('line', 'weak')}>
        <span className={css('host')}>{endpointOf(trunk)}</span>
        {trunk.last === null ? null : <span className={css('last')}>{lastStateName(trunk.last.kind)}</span>}
      </div>
    </div>
  );
}
