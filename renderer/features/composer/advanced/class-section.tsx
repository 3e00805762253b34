import { esmClassMeaning } from '#shared/smpp/meaning/esm-class';
import { hexNumber } from '../numbers';
import { ChoiceRow, type Choice } from './choice-row';
import { Section, type DraftFieldsProps } from './section';
import { SwitchRow } from './switch-row';

const wordsOf = (octet: number, name: string): string =>
  esmClassMeaning(octet).bits.find((bit) => bit.name === name)?.meaning ?? '';
const modes: readonly Choice<number>[] = [0, 1, 2, 3].map((value) => ({
  value,
  words: wordsOf(value, 'Messaging mode'),
  detail: String(value),
}));
const types: readonly Choice<number>[] = [0, 1, 2, 4, 6, 8].map((value) => ({
  value,
  words: wordsOf(value << 2, 'Message type'),
  detail: hexNumber(value << 2),
}));

/** esm_class by its bits (SMPP 3.4 section 5.2.12). */
export function ClassSection({ draft, errors, onChange }: DraftFieldsProps) {
  const octet =
    draft.esmMode | (draft.esmType << 2) | (draft.isUdhi ? 0x40 : 0) | (draft.isReplyPath ? 0x80 : 0);
  return (
    <Section title="esm_class" value={hexNumber(octet)}>
      <ChoiceRow<number>
        label="Messaging mode"
        value={draft.esmMode}
        choices={modes}
        error={errors.esmMode}
        onChange={(esmMode) => onChange({ esmMode })}
      />
      <ChoiceRow<number>
        label="Message type"
        value={draft.esmType}
        choices={types}
        error={errors.esmType}
        onChange={(esmType) => onChange({ esmType })}
      />
      <SwitchRow
        label="UDHI"
        isChecked={draft.isUdhi}
        error={errors.isUdhi}
        help="The octets begin with a header of their own. One that Trunkline adds sets the bit by itself."
        onChange={(isUdhi) => onChange({ isUdhi })}
      />
      <SwitchRow
        label="Reply path"
        isChecked={draft.isReplyPath}
        error={errors.isReplyPath}
        onChange={(isReplyPath) => onChange({ isReplyPath })}
      />
    </Section>
  );
}
