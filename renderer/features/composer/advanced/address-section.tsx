import { parseAddress, withNumbering } from '#shared/model/address';
import { npiName, tonName } from '#shared/smpp/meaning/addresses';
import { destinationsOf } from '../draft-request';
import { ChoiceRow } from './choice-row';
import { Section, type DraftFieldsProps } from './section';

const tons = [0, 1, 2, 3, 4, 5, 6] as const;
const npis = [0, 1, 3, 4, 6, 8, 9, 10, 14, 18] as const;

/** Type of number and numbering plan of both addresses; by their kind and the trunk's rules unless chosen. */
export function AddressSection({ draft, trunk, onChange }: DraftFieldsProps) {
  const rules = trunk?.settings.numbering;
  const source = withNumbering(parseAddress(draft.sourceAddress), rules?.source ?? {});
  const destination = withNumbering(parseAddress(destinationsOf(draft)[0] ?? ''), rules?.destination ?? {});
  const row = (
    field: 'sourceTon' | 'sourceNpi' | 'destinationTon' | 'destinationNpi',
    label: string,
    byKind: number,
    values: readonly number[],
    nameOf: (value: number) => string,
  ) => (
    <ChoiceRow<number | null>
      label={label}
      value={draft[field]}
      choices={[
        { value: null, words: `By the address: ${nameOf(byKind)}`, detail: String(byKind) },
        ...values.map((value) => ({ value, words: nameOf(value), detail: String(value) })),
      ]}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
  return (
    <Section title="Addresses">
      {row('sourceTon', 'source_addr_ton', source.ton, tons, tonName)}
      {row('sourceNpi', 'source_addr_npi', source.npi, npis, npiName)}
      {draft.pdu === 'broadcast_sm' ? null : (
        <>
          {row('destinationTon', 'dest_addr_ton', destination.ton, tons, tonName)}
          {row('destinationNpi', 'dest_addr_npi', destination.npi, npis, npiName)}
        </>
      )}
    </Section>
  );
}
