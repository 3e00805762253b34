import { formatSmppTime } from '#shared/model/smpp-time';
import { describeTime } from '#shared/smpp/meaning/time';
import { SelectControl } from '../../../ui/select-field';
import { timeUnits, type TimeDraft } from '../draft';
import { smppTimeOf, timeWarning } from '../draft-request';
import { Row, Typed } from './row';

export interface TimeRowProps {
  readonly label: string;
  /** What no time means. */
  readonly noneWords: string;
  readonly value: TimeDraft;
  readonly error: string | undefined;
  readonly onChange: (value: TimeDraft) => void;
}

/** A moment, a duration, the characters of the field themselves, or nothing; below it the form that goes out. */
export function TimeRow({ label, noneWords, value, error, onChange }: TimeRowProps) {
  const written = isComplete(value) ? formatSmppTime(smppTimeOf(value)) : '';
  const words = written === '' ? null : describeTime(written);
  const help = written === '' ? undefined : `${written}${words === null ? '' : `: ${words}`}`;
  const typed = (field: 'at' | 'amount' | 'raw', widthCh: number, name: string) => (
    <Typed
      id={`${label}-${field}`}
      label={`${label}, ${name}`}
      type={field === 'at' ? 'datetime-local' : 'text'}
      value={value[field]}
      isInvalid={error !== undefined}
      describedBy={undefined}
      widthCh={widthCh}
      onChange={(next) => onChange({ ...value, [field]: next })}
    />
  );
  return (
    <Row label={label} error={error} warning={timeWarning(value) ?? undefined} help={help}>
      {({ id, describedBy }) => (
        <>
          <SelectControl<TimeDraft['kind']>
            id={id}
            label={label}
            value={value.kind}
            describedBy={describedBy}
            options={[
              { value: 'none', label: noneWords },
              { value: 'at', label: 'At a time', detail: 'absolute' },
              { value: 'in', label: 'After', detail: 'relative' },
              { value: 'raw', label: 'As written' },
            ]}
            onChange={(kind) => onChange({ ...value, kind })}
          />
          {value.kind === 'at' ? typed('at', 24, 'date and time') : null}
          {value.kind === 'in' ? (
            <>
              {typed('amount', 7, 'how many')}
              <SelectControl<TimeDraft['unit']>
                label={`${label}, unit`}
                value={value.unit}
                isQuiet
                options={timeUnits.map((unit) => ({ value: unit, label: unit }))}
                onChange={(unit) => onChange({ ...value, unit })}
              />
            </>
          ) : null}
          {value.kind === 'raw' ? typed('raw', 22, 'characters') : null}
        </>
      )}
    </Row>
  );
}

const isComplete = ({ kind, at, amount, raw }: TimeDraft): boolean =>
  (kind === 'at' && !Number.isNaN(Date.parse(at))) ||
  (kind === 'in' && amount !== '') ||
  (kind === 'raw' && raw !== '');
