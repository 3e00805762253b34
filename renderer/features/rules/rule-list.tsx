import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { useState, type DragEvent, type KeyboardEvent } from 'react';
import type { Rule, RuleId } from '#shared/model/rule';
import { sentenceOf } from '../../app/replica';
import { useRules, useStores } from '../../app/stores';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import rowStates from '../../ui/row-states.module.css';
import { SwitchControl } from '../../ui/switch-field';
import { showToast } from '../../ui/toast';
import styles from './rule-list.module.css';
import { ruleWords } from './rule-words';
import { useRuleNames } from './use-rule-names';

const css = classes(rowStates, styles);
const DRAG_TYPE = 'application/x-trunkline-rule';

export interface RuleListProps {
  readonly current: RuleId | 'new' | null;
  readonly onChoose: (id: RuleId) => void;
}

/** The rules in the order in which they are tried; dragged, or moved with Alt and the arrows. */
export function RuleList({ current, onChoose }: RuleListProps) {
  const { rules: store } = useStores();
  const rules = useRules((state) => state.rules);
  const [draggedAt, setDraggedAt] = useState<number | null>(null);
  const [targetAt, setTargetAt] = useState<number | null>(null);
  const move = (from: number, to: number): void => {
    store.move(from, to).catch((error: unknown) => showToast('Not moved', sentenceOf(error)));
  };
  const endDrag = (): void => {
    setDraggedAt(null);
    setTargetAt(null);
  };
  return (
    <ol className={css('rules')} aria-label="Inbound rules">
      {rules.map((rule, at) => (
        <RuleRow
          key={rule.id}
          rule={rule}
          number={at + 1}
          isCurrent={rule.id === current}
          isFirst={at === 0}
          isLast={at === rules.length - 1}
          isTarget={targetAt === at && draggedAt !== null && draggedAt !== at}
          onChoose={() => onChoose(rule.id)}
          onMove={(step) => move(at, at + step)}
          onDragStart={() => setDraggedAt(at)}
          onDragOver={() => setTargetAt(at)}
          onDrop={() => {
            if (draggedAt !== null) move(draggedAt, at);
            endDrag();
          }}
          onDragEnd={endDrag}
        />
      ))}
    </ol>
  );
}

interface RuleRowProps {
  readonly rule: Rule;
  readonly number: number;
  readonly isCurrent: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isTarget: boolean;
  readonly onChoose: () => void;
  readonly onMove: (step: -1 | 1) => void;
  readonly onDragStart: () => void;
  readonly onDragOver: () => void;
  readonly onDrop: () => void;
  readonly onDragEnd: () => void;
}

function RuleRow({ rule, number, isCurrent, isFirst, isLast, isTarget, ...on }: RuleRowProps) {
  const { rules } = useStores();
  const names = useRuleNames();
  const { id, settings } = rule;

  const handleKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey) return;
    if (event.key === 'ArrowUp' && !isFirst) on.onMove(-1);
    else if (event.key === 'ArrowDown' && !isLast) on.onMove(1);
    else return;
    event.preventDefault();
  };
  const handleDragStart = (event: DragEvent): void => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData(DRAG_TYPE, id);
    on.onDragStart();
  };
  const handleDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
    event.preventDefault();
    on.onDragOver();
  };
  const handleEnabled = (isEnabled: boolean): void => {
    rules
      .save(id, { ...settings, isEnabled })
      .catch((error: unknown) => showToast('Not changed', sentenceOf(error)));
  };

  return (
    <li
      className={css(
        'row',
        'rule',
        isCurrent && 'chosen',
        isCurrent && 'current',
        isTarget && 'target',
        !settings.isEnabled && 'off',
      )}
      draggable
      onDragStart={handleDragStart}
      onDragOver={handleDragOver}
      onDrop={on.onDrop}
      onDragEnd={on.onDragEnd}
      onKeyDown={handleKeyDown}
    >
      <GripVertical size={14} aria-hidden className={css('grip')} />
      <button
        type="button"
        className={css('body')}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={on.onChoose}
      >
        <span className={css('name')} dir="auto">
          {number}. {settings.name}
        </span>
        <span className={css('words')} dir="auto">
          {ruleWords(settings, names)}
        </span>
      </button>
      <span className={css('tools')}>
        <span className={css('moves')}>
          <IconButton
            label={`Move ${settings.name} up`}
            shortcut="alt+↑"
            icon={<ArrowUp size={14} />}
            disabled={isFirst}
            onClick={() => on.onMove(-1)}
          />
          <IconButton
            label={`Move ${settings.name} down`}
            shortcut="alt+↓"
            icon={<ArrowDown size={14} />}
            disabled={isLast}
            onClick={() => on.onMove(1)}
          />
        </span>
        <SwitchControl
          label={`${settings.name} is on`}
          isChecked={settings.isEnabled}
          onChange={handleEnabled}
        />
      </span>
    </li>
  );
}
