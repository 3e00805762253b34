import { NATIONAL_LANGUAGES, type ShiftTablesChoice } from '#shared/model/alphabets';
import type { MessagePdu } from '#shared/model/message';
import { textEncoding } from '#shared/model/message';
import { messagePdus } from '#shared/model/message-words';
import { longMessageMethods } from '#shared/model/trunk';
import { dataCodingMeaning } from '#shared/smpp/meaning/data-coding';
import { nationalTables } from '#shared/smpp/tables/gsm-national';
import { alphabetNames } from '#shared/smpp/text/message-options';
import type { Draft } from '../draft';
import { pduRefusal } from '../draft-request';
import { hexNumber } from '../numbers';
import { longMethodNames } from '../option-words';
import { ChoiceRow, type Choice } from './choice-row';
import { OctetRow } from './octet-row';
import { Row, Typed } from './row';
import { Section, type DraftFieldsProps } from './section';
import { SwitchRow } from './switch-row';

const pduNames: Readonly<Record<MessagePdu, string>> = {
  submit_sm: 'submit_sm',
  data_sm: 'data_sm',
  submit_multi: 'submit_multi, to many',
  broadcast_sm: 'broadcast_sm, to areas',
};

const alphabetChoices: readonly Choice<Draft['alphabet']>[] = [
  { value: 'auto', words: 'Automatic' },
  ...textEncoding.options.map((value) => ({
    value,
    words: value === 'binary' ? 'Binary (hexadecimal)' : alphabetNames[value],
  })),
];

const codings = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 0x10, 0x18, 0xc8, 0xd0, 0xe0, 0xf0, 0xf1, 0xf2, 0xf4, 0xf5,
];
const knownCodings = codings.map((value) => ({ value, words: dataCodingMeaning(value).words }));

const languages = Array.from({ length: NATIONAL_LANGUAGES }, (_, index) => index + 1);
const tableNames = {
  best: 'whichever is shorter',
  single: 'single shift',
  locking: 'locking shift',
  both: 'both',
} as const;
type Tables = keyof typeof tableNames;

const languageName = (language: number): string => nationalTables.get(language)?.language ?? String(language);

/** Which PDU, in which alphabet, and how it is cut. */
export function WritingSection({ draft, errors, trunk, dataCoding, onChange }: DraftFieldsProps) {
  const version = trunk?.settings.version ?? '3.4';
  const { shiftTables } = draft;
  const language = typeof shiftTables === 'string' ? shiftTables : String(shiftTables.language);
  const tables: Tables = typeof shiftTables === 'string' ? 'best' : shiftTables.tables;
  const chooseTables = (nextLanguage: string, nextTables: Tables): ShiftTablesChoice =>
    nextLanguage === 'none' || nextLanguage === 'auto'
      ? nextLanguage
      : { language: Number(nextLanguage), tables: nextTables };
  const method = trunk === null ? '' : ` (${longMethodNames[trunk.settings.longMessages]})`;
  return (
    <Section title="Message">
      <ChoiceRow<MessagePdu>
        label="PDU"
        value={draft.pdu}
        choices={messagePdus.map((pdu) => ({
          value: pdu,
          words: pduNames[pdu],
          ...(pduRefusal(pdu, version) === null ? {} : { detail: `not in SMPP ${version}` }),
        }))}
        error={errors.pdu}
        onChange={(pdu) => onChange({ pdu })}
      />
      <ChoiceRow<Draft['alphabet']>
        label="Alphabet"
        value={draft.alphabet}
        choices={alphabetChoices}
        error={errors.alphabet}
        onChange={(alphabet) => onChange({ alphabet })}
      />
      <ChoiceRow<string>
        label="Shift tables"
        value={language}
        choices={[
          { value: 'none', words: 'None' },
          { value: 'auto', words: 'Whichever make it shortest' },
          ...languages.map((each) => ({
            value: String(each),
            words: languageName(each),
            detail: String(each),
          })),
        ]}
        error={errors.shiftTables}
        onChange={(next) => onChange({ shiftTables: chooseTables(next, tables) })}
      />
      {typeof shiftTables === 'string' ? null : (
        <ChoiceRow<Tables>
          label="Tables of it"
          value={tables}
          choices={(Object.keys(tableNames) as Tables[]).map((value) => ({
            value,
            words: tableNames[value],
          }))}
          onChange={(next) => onChange({ shiftTables: chooseTables(language, next) })}
        />
      )}
      <ChoiceRow<Draft['longMethod']>
        label="Long messages"
        value={draft.longMethod}
        choices={[
          { value: null, words: `As the trunk says${method}` },
          ...longMessageMethods.map((value) => ({ value, words: longMethodNames[value] })),
        ]}
        error={errors.longMethod}
        onChange={(longMethod) => onChange({ longMethod })}
      />
      <SwitchRow
        label="Flash"
        isChecked={draft.isFlash}
        help="Class 0: shown at once and not kept."
        onChange={(isFlash) => onChange({ isFlash })}
      />
      <OctetRow
        label="data_coding"
        value={draft.dataCoding}
        known={knownCodings}
        emptyWords="by the alphabet"
        placeholder={dataCoding === null ? '' : hexNumber(dataCoding)}
        meaningOf={(value) => dataCodingMeaning(value).words}
        error={errors.dataCoding}
        onChange={(chosen) => onChange({ dataCoding: chosen })}
      />
      <SwitchRow
        label="Application ports"
        isChecked={draft.hasPorts}
        onChange={(hasPorts) => onChange({ hasPorts })}
      />
      {draft.hasPorts
        ? (['destinationPort', 'sourcePort'] as const).map((field) => (
            <Row
              key={field}
              label={field === 'destinationPort' ? 'To port' : 'From port'}
              error={errors[field]}
            >
              {({ id, describedBy }) => (
                <Typed
                  id={id}
                  value={draft[field]}
                  isInvalid={errors[field] !== undefined}
                  describedBy={describedBy}
                  widthCh={10}
                  onChange={(value) => onChange({ [field]: value })}
                />
              )}
            </Row>
          ))
        : null}
    </Section>
  );
}
