import { Autocomplete } from '@base-ui/react/autocomplete';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { tlvDefinitions } from '#shared/smpp/tables/tlvs';
import { tlvPacks } from '#shared/smpp/tlv-packs';
import { classes } from '../../../ui/classes';
import type { TlvDraft } from '../draft';
import { hexNumber, readNumber } from '../numbers';
import styles from './advanced-panel.module.css';
import { Section, type DraftFieldsProps } from './section';
import { TlvRow } from './tlv-row';

const css = classes(styles);

interface TlvChoice {
  readonly key: string;
  readonly label: string;
  readonly tag: number;
  /** Whose it is: the specification's section, or a pack's name. */
  readonly of: string;
  readonly draft: TlvDraft;
}

/** TLVs that Trunkline writes itself, and those that only the SMSC sends, come last by their place in the list. */
const choices: readonly TlvChoice[] = [
  ...tlvPacks.flatMap((pack) =>
    pack.entries.map((entry) => ({
      key: `${pack.name}:${entry.tag}`,
      label: entry.name,
      tag: entry.tag,
      of: pack.name,
      draft: { kind: 'pack' as const, pack: pack.name, tag: entry.tag, value: '' },
    })),
  ),
  ...Object.values(tlvDefinitions).map(({ name, tag, values }) => ({
    key: name,
    label: name,
    tag,
    of: 'SMPP',
    draft: { kind: 'name' as const, name, value: values === undefined ? '' : (Object.keys(values)[0] ?? '') },
  })),
];

const matches = ({ label, tag, of }: TlvChoice, query: string): boolean => {
  const text = `${label} ${hexNumber(tag, 4)} ${of}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/** Optional parameters: by name with an editor that fits, of a vendor's pack, or by tag with octets. */
export function TlvSection({ draft, errors, trunk, onChange }: DraftFieldsProps) {
  const [query, setQuery] = useState('');
  const add = (tlv: TlvDraft): void => {
    setQuery('');
    onChange({ tlvs: [...draft.tlvs, tlv] });
  };
  const tag = readNumber(query, 0, 0xffff);
  return (
    <Section title="TLVs" {...(draft.tlvs.length === 0 ? {} : { value: String(draft.tlvs.length) })}>
      {errors.tlvs === undefined ? null : (
        <p className={css('note', 'error')} role="alert">
          {errors.tlvs}
        </p>
      )}
      {draft.tlvs.map((tlv, index) => (
        <TlvRow
          key={index}
          tlv={tlv}
          error={errors[`tlvs.${index}`]}
          pdu={draft.pdu}
          version={trunk?.settings.version ?? '3.4'}
          onChange={(next) => onChange({ tlvs: draft.tlvs.map((each, at) => (at === index ? next : each)) })}
          onRemove={() => onChange({ tlvs: draft.tlvs.filter((_, at) => at !== index) })}
        />
      ))}
      <Autocomplete.Root
        items={choices}
        value={query}
        onValueChange={(next, { reason }) => {
          // A choice is added, not written into the field.
          if (reason !== 'item-press') setQuery(next);
        }}
        itemToStringValue={({ label }: TlvChoice) => label}
        filter={matches}
        openOnInputClick
        autoHighlight
      >
        <span className={css('adder')}>
          <Plus size={14} aria-hidden />
          <Autocomplete.Input
            className={css('typed', 'grows')}
            placeholder="Add a TLV: name, tag or provider"
            aria-label="Add a TLV"
            autoComplete="off"
            spellCheck={false}
          />
        </span>
        <Autocomplete.Portal>
          <Autocomplete.Positioner sideOffset={4} align="start" className={css('positioner')}>
            <Autocomplete.Popup className={css('popup')}>
              <Autocomplete.List>
                {(choice: TlvChoice) => (
                  <Autocomplete.Item
                    key={choice.key}
                    value={choice}
                    className={css('item')}
                    onClick={() => add(choice.draft)}
                  >
                    <span className={css('itemName')}>{choice.label}</span>
                    <span className={css('itemTag')}>
                      {choice.of} · {hexNumber(choice.tag, 4)}
                    </span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
              <button
                type="button"
                className={css('byTag')}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() =>
                  add({ kind: 'tag', tag: tag === null ? '0x1400' : hexNumber(tag, 4), hex: '' })
                }
              >
                Another tag with octets{tag === null ? '' : `: ${hexNumber(tag, 4)}`}
              </button>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
    </Section>
  );
}
