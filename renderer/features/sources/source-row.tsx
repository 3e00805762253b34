import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import type { SourceAddressView } from '#shared/model/source-address';
import { useTrunks } from '../../app/stores';
import { Badge } from '../../ui/badge';
import { classes } from '../../ui/classes';
import { kindNames } from './source-words';
import styles from './source-row.module.css';

const css = classes(styles);

export const SOURCE_ROW_PX = 48;

export function SourceRow({ source }: { readonly source: SourceAddressView }) {
  const { address, kind, label, isOutboundAllowed, isInboundAllowed, inboundTrunkId } = source.settings;
  const trunkName = useTrunks(
    (state) => state.trunks.find(({ id }) => id === inboundTrunkId)?.settings.name ?? null,
  );
  return (
    <div className={css('row')}>
      <div className={css('line')}>
        <span className={css('address')}>{address}</span>
        {label === '' ? null : <span className={css('label')}>{label}</span>}
        <span className={css('kind')}>{kindNames[kind]}</span>
      </div>
      <div className={css('line', 'weak')}>
        {isOutboundAllowed ? (
          <span className={css('use')}>
            <ArrowUpRight size={12} aria-hidden /> Outbound
          </span>
        ) : null}
        {isInboundAllowed ? (
          <span className={css('use')}>
            <ArrowDownLeft size={12} aria-hidden /> Inbound
            {trunkName === null ? <Badge meaning="warning">Unassigned</Badge> : ` over ${trunkName}`}
          </span>
        ) : null}
        {isOutboundAllowed || isInboundAllowed ? null : 'Neither outbound nor inbound'}
      </div>
    </div>
  );
}
