import { Plus, X } from 'lucide-react';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { IconButton } from '../../../ui/icon-button';
import { SelectControl } from '../../../ui/select-field';
import type { AreaDraft } from '../draft';
import styles from './advanced-panel.module.css';
import { ChoiceRow, type Choice } from './choice-row';
import { Row, Typed } from './row';
import { Section, type DraftFieldsProps } from './section';

const css = classes(styles);

/** SMPP 5.0 sections 4.8.4.4, 4.8.4.8 and 4.8.4.11. */
const formats = [
  { value: '0', label: 'alias or name', detail: '0' },
  { value: '1', label: 'ellipsoid arc', detail: '1' },
  { value: '2', label: 'polygon', detail: '2' },
] as const;
const networks: readonly Choice<number>[] = ['generic', 'GSM', 'TDMA', 'CDMA'].map((words, value) => ({
  value,
  words,
  detail: String(value),
}));
const units: readonly Choice<number>[] = [
  { value: 0x00, words: 'as often as possible' },
  { value: 0x08, words: 'seconds' },
  { value: 0x09, words: 'minutes' },
  { value: 0x0a, words: 'hours' },
  { value: 0x0b, words: 'days' },
  { value: 0x0c, words: 'weeks' },
  { value: 0x0d, words: 'months' },
  { value: 0x0e, words: 'years' },
];

/** Where and how often a broadcast_sm is sent (SMPP 5.0 section 4.4.1). */
export function BroadcastSection({ draft, errors, onChange }: DraftFieldsProps) {
  const setArea = (index: number, area: AreaDraft): void =>
    onChange({ areas: draft.areas.map((each, at) => (at === index ? area : each)) });
  const typed = (field: 'service' | 'repetitions' | 'interval', label: string, help: string) => (
    <Row label={label} error={errors[field]} help={help}>
      {({ id, describedBy }) => (
        <Typed
          id={id}
          value={draft[field]}
          isInvalid={errors[field] !== undefined}
          describedBy={describedBy}
          widthCh={9}
          onChange={(value) => onChange({ [field]: value })}
        />
      )}
    </Row>
  );
  return (
    <Section title="broadcast_sm">
      {draft.areas.map((area, index) => (
        <Row
          key={index}
          label={draft.areas.length === 1 ? 'Area' : `Area ${index + 1}`}
          error={errors[`areas.${index}`] ?? (area.value.trim() === '' ? errors.areas : undefined)}
          help={area.format === 0 ? undefined : 'The octets of the shape, as 3GPP TS 23.032 has them.'}
        >
          {({ id, describedBy }) => (
            <span className={css('area')}>
              <SelectControl<string>
                label={`Format of area ${index + 1}`}
                value={String(area.format)}
                isQuiet
                options={formats}
                onChange={(format) => setArea(index, { ...area, format: Number(format) })}
              />
              <Typed
                id={id}
                value={area.value}
                isInvalid={
                  errors[`areas.${index}`] !== undefined ||
                  (errors.areas !== undefined && area.value.trim() === '')
                }
                placeholder={area.format === 0 ? 'Name' : 'Octets: 05 00 03'}
                describedBy={describedBy}
                onChange={(value) => setArea(index, { ...area, value })}
              />
              {draft.areas.length === 1 ? null : (
                <span className={css('remove')}>
                  <IconButton
                    label={`Remove area ${index + 1}`}
                    icon={<X size={14} />}
                    onClick={() => onChange({ areas: draft.areas.filter((_, at) => at !== index) })}
                  />
                </span>
              )}
            </span>
          )}
        </Row>
      ))}
      <Button
        variant="quiet"
        icon={<Plus size={14} aria-hidden />}
        onClick={() => onChange({ areas: [...draft.areas, { format: 0, value: '' }] })}
      >
        Another area
      </Button>
      <ChoiceRow<number>
        label="Network"
        value={draft.networkType}
        choices={networks}
        onChange={(networkType) => onChange({ networkType })}
      />
      {typed('service', 'Content type', '0 is an index, 1 emergencies, 0x30 traffic, 0x33 weather.')}
      {typed('repetitions', 'Repetitions', 'How often it is broadcast.')}
      <ChoiceRow<number>
        label="Every"
        value={draft.intervalUnit}
        choices={units}
        onChange={(intervalUnit) => onChange({ intervalUnit })}
      />
      {draft.intervalUnit === 0 ? null : typed('interval', 'How many of them', 'Between two broadcasts.')}
    </Section>
  );
}
