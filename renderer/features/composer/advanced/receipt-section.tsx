import { registeredDeliveryMeaning } from '#shared/smpp/meaning/registered-delivery';
import { receiptBits, withReceiptBits } from '../draft';
import { hexNumber } from '../numbers';
import { ChoiceRow, type Choice } from './choice-row';
import { Section, type DraftFieldsProps } from './section';
import { SwitchRow } from './switch-row';

const choicesOf = (name: string, shift: number): readonly Choice<number>[] =>
  [0, 1, 2, 3].map((value) => ({
    value,
    words: registeredDeliveryMeaning(value << shift).bits.find((bit) => bit.name === name)?.meaning ?? '',
    detail: hexNumber(value << shift),
  }));
const receipts = choicesOf('MC delivery receipt', 0);
const acknowledgements = choicesOf('SME originated acknowledgement', 2);

/** registered_delivery by its bits (SMPP 3.4 section 5.2.17). */
export function ReceiptSection({ draft, onChange }: DraftFieldsProps) {
  const bits = receiptBits(draft);
  const set = (mask: number, value: number): void => onChange(withReceiptBits((bits & ~mask) | value));
  return (
    <Section title="registered_delivery" value={hexNumber(bits)}>
      <ChoiceRow<number>
        label="Receipt"
        value={bits & 0x03}
        choices={receipts}
        onChange={(value) => set(0x03, value)}
      />
      <ChoiceRow<number>
        label="By the recipient"
        value={(bits & 0x0c) >> 2}
        choices={acknowledgements}
        onChange={(value) => set(0x0c, value << 2)}
      />
      <SwitchRow
        label="Intermediate"
        isChecked={(bits & 0x10) !== 0}
        help="Tell what happens on the way too."
        onChange={(isOn) => set(0x10, isOn ? 0x10 : 0)}
      />
    </Section>
  );
}
