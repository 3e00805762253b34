import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import { SwitchField } from '../../ui/switch-field';
import { columns, MAX_WIDTH_PX, widthOf, type ColumnId, type ColumnLayout } from './column-layout';
import styles from './columns-dialog.module.css';

const css = classes(styles);

const STEP_PX = 8;

export interface ColumnLineProps {
  readonly id: ColumnId;
  readonly layout: ColumnLayout;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (step: -1 | 1) => void;
  readonly onShow: (isShown: boolean) => void;
  readonly onWidth: (width: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** One column of the dialog: whether it is shown, how wide, where. */
export function ColumnLine({
  id,
  layout,
  isFirst,
  isLast,
  onMove,
  onShow,
  onWidth,
  onKeyDown,
}: ColumnLineProps) {
  const { title } = columns[id];
  return (
    <li className={css('row')} data-column={id} onKeyDown={onKeyDown}>
      <SwitchField label={title} isChecked={!layout.hidden.includes(id)} onChange={onShow} />
      <WidthField id={id} width={widthOf(layout, id)} onChange={onWidth} />
      <IconButton
        label={`Move ${title} to the left`}
        shortcut="alt+ArrowUp"
        icon={<ArrowUp size={14} />}
        disabled={isFirst}
        data-step={-1}
        onClick={() => onMove(-1)}
      />
      <IconButton
        label={`Move ${title} to the right`}
        shortcut="alt+ArrowDown"
        icon={<ArrowDown size={14} />}
        disabled={isLast}
        data-step={1}
        onClick={() => onMove(1)}
      />
    </li>
  );
}

interface WidthFieldProps {
  readonly id: ColumnId;
  readonly width: number;
  readonly onChange: (width: number) => void;
}

/** What is typed stays as it is typed until the field is left; it holds as soon as it is within bounds. */
function WidthField({ id, width, onChange }: WidthFieldProps) {
  const { title, minWidth } = columns[id];
  const [typed, setTyped] = useState<string | null>(null);
  const isValid = (value: number): boolean => value >= minWidth && value <= MAX_WIDTH_PX;
  return (
    <span className={css('size')}>
      <input
        type="number"
        className={css('width')}
        aria-label={`Width of ${title} in pixels`}
        aria-invalid={typed !== null && !isValid(Number(typed))}
        title={`${minWidth} to ${MAX_WIDTH_PX.toLocaleString()} px`}
        min={minWidth}
        max={MAX_WIDTH_PX}
        step={STEP_PX}
        value={typed ?? width}
        onChange={(event) => {
          setTyped(event.target.value);
          if (isValid(event.target.valueAsNumber)) onChange(event.target.valueAsNumber);
        }}
        onBlur={() => setTyped(null)}
      />
      px
    </span>
  );
}
