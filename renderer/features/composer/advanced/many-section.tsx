import { splitDestinations } from '../destinations';
import { Row, Typed } from './row';
import { Section, type DraftFieldsProps } from './section';

/** Whom a submit_multi goes to beside the numbers. */
export function ManySection({ draft, errors, onChange }: DraftFieldsProps) {
  const lists = splitDestinations(draft.distributionLists);
  return (
    <Section title="submit_multi">
      <Row
        label="Distribution lists"
        error={errors.distributionLists}
        help={
          lists.length === 0
            ? 'Names of lists that the SMSC keeps, with commas between them. The numbers under To are sent to as well, 254 to a PDU; each that the SMSC refuses says why.'
            : `${lists.length === 1 ? '1 list' : `${lists.length} lists`}: ${lists.join(', ')}`
        }
      >
        {({ id, describedBy }) => (
          <Typed
            id={id}
            value={draft.distributionLists}
            isInvalid={errors.distributionLists !== undefined}
            describedBy={describedBy}
            onChange={(distributionLists) => onChange({ distributionLists })}
          />
        )}
      </Row>
    </Section>
  );
}
