import { Inbox } from 'lucide-react';
import { useState } from 'react';
import type { UnassignedNumber } from '#shared/model/source-address';
import { sentenceOf } from '../../app/replica';
import { useSources, useStores, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { formatMoment, plural } from '../../ui/format';
import { Notice } from '../../ui/notice';
import { useNow } from '../../ui/use-now';
import { assignNumbers, canBeAssigned } from './assign-numbers';
import styles from './unassigned-pane.module.css';

const css = classes(styles);

/** Numbers that messages came in for and that no trunk receives for. */
export function UnassignedPane() {
  const { sources: store } = useStores();
  const unassigned = useSources((state) => state.unassigned);
  const [problem, setProblem] = useState<string | null>(null);
  const trunks = useTrunks((state) => state.trunks);
  const nowMs = useNow(false);
  const assignable = unassigned.filter(
    (number) => canBeAssigned(number) && trunks.some(({ id }) => id === number.trunkId),
  );

  const handleAssign = (numbers: readonly UnassignedNumber[]): void => {
    setProblem(null);
    assignNumbers(store, numbers).catch((error: unknown) => setProblem(sentenceOf(error)));
  };

  if (unassigned.length === 0) {
    return (
      <EmptyState icon={<Inbox size={24} />} title="Every number is assigned">
        Messages for a number that no trunk receives for are shown and marked in their conversation, and
        listed here.
      </EmptyState>
    );
  }
  return (
    <div className={css('pane')}>
      <header className={css('head')}>
        <h1 className={css('title')}>Unassigned inbound numbers</h1>
        {assignable.length > 1 ? (
          <Button onClick={() => handleAssign(assignable)}>Assign each to its trunk</Button>
        ) : null}
      </header>
      <p className={css('text')}>
        Messages came in for these numbers, but no trunk is assigned to receive for them. The messages are in
        their conversations.
      </p>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      <table className={css('table')}>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Came in</th>
            <th scope="col">Last over</th>
            <th scope="col">
              <span className="visually-hidden">Assignment</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {unassigned.map((number) => (
            <Row key={number.address} number={number} nowMs={nowMs} onAssign={() => handleAssign([number])} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly number: UnassignedNumber;
  readonly nowMs: number;
  readonly onAssign: () => void;
}

function Row({ number, nowMs, onAssign }: RowProps) {
  const trunk = useTrunks((state) => state.trunks.find(({ id }) => id === number.trunkId));
  const canReceive = canBeAssigned(number);
  return (
    <tr>
      <td className={css('number')}>{number.address}</td>
      <td>
        {plural(number.messageCount, 'message')}, last <time>{formatMoment(number.lastAtMs, nowMs)}</time>
      </td>
      <td>{trunk?.settings.name ?? `${number.trunkName} (deleted)`}</td>
      <td className={css('action')}>
        {trunk !== undefined && canReceive ? (
          <Button onClick={onAssign}>Assign to {trunk.settings.name}</Button>
        ) : (
          <span className={css('text')}>{canReceive ? '' : 'A name cannot be assigned'}</span>
        )}
      </td>
    </tr>
  );
}
