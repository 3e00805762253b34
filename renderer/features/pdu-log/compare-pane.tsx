import { X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { LogSource } from '#shared/model/log-source';
import type { PduDetail } from '#shared/model/pdu-row';
import { annotate, type PduNode } from '#shared/smpp/annotate';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import { Notice } from '../../ui/notice';
import { SwitchField } from '../../ui/switch-field';
import { compareFields } from './compared-fields';
import styles from './compare-pane.module.css';
import { octetsOfHex } from './octet-lines';
import { timeOfDay } from './row-words';

const css = classes(styles);

export interface ComparePaneProps {
  readonly client: HostClient;
  readonly source: LogSource;
  readonly left: number;
  readonly right: number;
  readonly onClose: () => void;
}

/** Two PDUs side by side, field by field, with what differs between them. */
export function ComparePane({ client, source, left, right, onClose }: ComparePaneProps) {
  const [details, setDetails] = useState<readonly PduDetail[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [isOnlyDifferent, setIsOnlyDifferent] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    Promise.all([left, right].map((number) => client.call('pduLog.pdu', { number, source }))).then(
      (answers) => {
        if (!isCurrent) return;
        const found = answers.flatMap(({ pdu }) => (pdu === null ? [] : [pdu]));
        setDetails(found);
        setProblem(found.length < 2 ? 'One of the two PDUs is no longer in memory.' : null);
      },
      (error: unknown) => {
        if (isCurrent) setProblem(sentenceOf(error));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [client, source, left, right]);

  const rows = useMemo(() => {
    const [first, second] = details.map(
      ({ hex, version, findings }) => annotate(octetsOfHex(hex), { version, findings }).nodes,
    );
    return first === undefined || second === undefined ? [] : compareFields(first, second);
  }, [details]);
  const shown = isOnlyDifferent ? rows.filter(({ isDifferent }) => isDifferent) : rows;
  const differences = rows.filter(
    ({ isDifferent, left: one, right: other }) =>
      isDifferent && (one?.children ?? other?.children ?? []).length === 0,
  ).length;

  return (
    <section data-pane tabIndex={-1} className={css('pane')} aria-label="Comparison">
      <header className={css('header')}>
        <span className={css('title')}>
          {differences === 0
            ? 'No difference'
            : differences === 1
              ? '1 difference'
              : `${differences} differences`}
        </span>
        <SwitchField label="Only what differs" isChecked={isOnlyDifferent} onChange={setIsOnlyDifferent} />
        <IconButton label="Close the comparison" icon={<X size={16} />} onClick={onClose} />
      </header>
      {problem === null ? null : <Notice kind="warning">{problem}</Notice>}
      <div
        className={css('body')}
        tabIndex={0}
        role="region"
        aria-label="Fields of both PDUs"
        data-pane-focus
      >
        <table className={css('table')}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              {details.map(({ row }) => (
                <th key={row.number} scope="col">
                  PDU {row.number.toLocaleString()} · {timeOfDay(row.timeMs)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ path, name, depth, left: one, right: other, isDifferent }) => (
              <tr key={path} className={css(isDifferent && 'different')}>
                <th scope="row" style={{ paddingLeft: 12 + depth * 14 }}>
                  {name}
                </th>
                <Value node={one} />
                <Value node={other} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Value({ node }: { readonly node: PduNode | null }) {
  if (node === null) return <td className={css('missing')}>not there</td>;
  return (
    <td>
      {node.value === '' ? null : <span className={css('mono')}>{node.value}</span>}
      {node.meaning === '' ? null : <span className={css('meaning')}>{node.meaning}</span>}
    </td>
  );
}
