import { X } from 'lucide-react';
import type { MessagePdu } from '#shared/model/message';
import { tlvProblem } from '#shared/smpp/limits';
import type { SmppVersion } from '#shared/smpp/tables/versions';
import { vendorTlvWords } from '#shared/smpp/tables/vendor-tlvs';
import { packEntryOf } from '#shared/smpp/tlv-packs';
import { classes } from '../../../ui/classes';
import { IconButton } from '../../../ui/icon-button';
import { SelectControl } from '../../../ui/select-field';
import type { TlvDraft } from '../draft';
import { hexNumber, readNumber } from '../numbers';
import { definitionOf, readTlv } from '../tlv-entries';
import styles from './advanced-panel.module.css';
import { Row, Typed } from './row';

const css = classes(styles);

export interface TlvRowProps {
  readonly tlv: TlvDraft;
  readonly error: string | undefined;
  readonly pdu: MessagePdu;
  readonly version: SmppVersion;
  readonly onChange: (tlv: TlvDraft) => void;
  readonly onRemove: () => void;
}

/** One optional parameter with the editor of its type. What is odd about it is said, and it is sent all the same. */
export function TlvRow({ tlv, error, pdu, version, onChange, onRemove }: TlvRowProps) {
  const { title, help, placeholder, values } = describe(tlv);
  const value = tlv.kind === 'tag' ? tlv.hex : tlv.value;
  const reading = readTlv(tlv);
  const problem =
    reading.ok && value !== '' && version !== '3.3'
      ? tlvProblem(pdu, reading.tag, reading.length, version)
      : null;
  const edit = (next: string): void =>
    onChange(tlv.kind === 'tag' ? { ...tlv, hex: next } : { ...tlv, value: next });
  const options = Object.entries(values ?? {}).map(([number, words]) => ({
    value: number,
    label: words,
    detail: number,
  }));
  return (
    <Row label={title} error={error} warning={problem?.sentence} help={help}>
      {({ id, describedBy }) => (
        <>
          {tlv.kind === 'tag' ? (
            <Typed
              id={`${id}-tag`}
              label="Tag"
              value={tlv.tag}
              isInvalid={readNumber(tlv.tag, 0, 0xffff) === null}
              describedBy={describedBy}
              widthCh={9}
              onChange={(tag) => onChange({ ...tlv, tag })}
            />
          ) : null}
          <Typed
            id={id}
            value={value}
            placeholder={placeholder}
            isInvalid={error !== undefined}
            describedBy={describedBy}
            {...(values === undefined ? {} : { widthCh: 7 })}
            onChange={edit}
          />
          {values === undefined ? null : (
            <SelectControl<string>
              label={`${title} in words`}
              value={
                options.find((each) => Number(each.value) === readNumber(value, 0, 0xffff))?.value ?? null
              }
              placeholder="other value"
              isQuiet
              options={options}
              onChange={edit}
            />
          )}
          <span className={css('remove')}>
            <IconButton label={`Remove ${title}`} icon={<X size={14} />} onClick={onRemove} />
          </span>
        </>
      )}
    </Row>
  );
}

interface Description {
  readonly title: string;
  readonly help: string | undefined;
  readonly placeholder: string;
  readonly values?: Readonly<Record<number, string>>;
}

const placeholders = {
  integer: 'Number',
  cString: 'Text',
  text: 'Text',
  octets: 'Octets: 05 00 03',
  userData: 'Octets: 05 00 03',
  structure: 'Octets: 05 00 03',
  hex: 'Octets: 05 00 03',
} as const;

function describe(tlv: TlvDraft): Description {
  switch (tlv.kind) {
    case 'tag': {
      const tag = readNumber(tlv.tag, 0, 0xffff);
      const words = tag === null ? '' : vendorTlvWords(tag);
      return {
        title: 'Tag and octets',
        help: words === '' ? undefined : words,
        placeholder: placeholders.hex,
      };
    }
    case 'pack': {
      const entry = packEntryOf(tlv.pack, tlv.tag);
      return {
        title: entry?.name ?? hexNumber(tlv.tag, 4),
        help: `${tlv.pack}, ${hexNumber(tlv.tag, 4)}. ${entry?.help ?? ''}`,
        placeholder: placeholders[entry?.type ?? 'hex'],
      };
    }
    case 'name': {
      const definition = definitionOf(tlv.name);
      if (definition === undefined) return { title: tlv.name, help: undefined, placeholder: '' };
      const { type, minLength, maxLength, tag, values } = definition;
      const length = minLength === maxLength ? String(minLength) : `${minLength} to ${maxLength}`;
      return {
        title: tlv.name,
        help: `${hexNumber(tag, 4)}, ${length} ${length === '1' ? 'octet' : 'octets'}`,
        placeholder: placeholders[type],
        ...(values === undefined ? {} : { values }),
      };
    }
  }
}
