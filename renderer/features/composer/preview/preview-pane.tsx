import { ChevronLeft, ChevronRight, Copy, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { CommandInput } from '#shared/contract/index';
import type { TrunkSettings } from '#shared/model/trunk';
import type { AnnotateOptions } from '#shared/smpp/annotate';
import { copyText } from '../../../app/clipboard';
import { useStores } from '../../../app/stores';
import { classes } from '../../../ui/classes';
import { formatCount, plural } from '../../../ui/format';
import { IconButton } from '../../../ui/icon-button';
import { hexDump, octetsOfHex } from '../../pdu-log/octet-lines';
import { PreviewPdu } from './preview-pdu';
import styles from './preview-pane.module.css';
import { usePreview } from './use-preview';

const css = classes(styles);

export interface PreviewPaneProps {
  /** What would be handed in, or why there is nothing to show yet. */
  readonly request: CommandInput<'message.preview'> | string;
  /** What is shown of a message to many: "The first of 20 numbers". */
  readonly note: string | null;
  /** The trunk that the PDUs are read by; null while none is chosen. */
  readonly trunk: Pick<TrunkSettings, 'version' | 'alphabets'> | null;
  readonly onClose: () => void;
}

/** The PDUs of the message as they will be sent, octet by octet. Only sequence and reference are given on sending. */
export function PreviewPane({ request, note, trunk, onClose }: PreviewPaneProps) {
  const { client } = useStores();
  const state = usePreview(client, request);
  const [chosen, setChosen] = useState(0);
  const pdus = state.kind === 'shown' ? state.preview.pdus : [];
  const index = Math.min(chosen, Math.max(0, pdus.length - 1));
  const pdu = pdus[index];
  const hex = pdu?.hex ?? '';
  const octets = useMemo(() => octetsOfHex(hex), [hex]);
  const reading = useMemo<AnnotateOptions>(
    () => (trunk === null ? {} : { version: trunk.version, alphabets: trunk.alphabets }),
    [trunk],
  );
  return (
    <section className={css('pane')} aria-label="PDU as it will be sent" aria-busy={state.isStale} data-pane>
      <header className={css('head')}>
        <h3 className={css('title')}>{pdu?.command ?? 'PDU as it will be sent'}</h3>
        {pdu === undefined ? null : (
          <span className={css('weak', 'figures')}>
            {plural(octets.length, 'octet')}
            {note === null ? '' : ` · ${note}`}
          </span>
        )}
        <span className={css('tools')}>
          {pdus.length > 1 ? (
            <>
              <IconButton
                label="Previous part"
                icon={<ChevronLeft size={14} />}
                disabled={index === 0}
                onClick={() => setChosen(index - 1)}
              />
              <span className={css('figures')}>
                Part {formatCount(index + 1)} of {formatCount(pdus.length)}
              </span>
              <IconButton
                label="Next part"
                icon={<ChevronRight size={14} />}
                disabled={index === pdus.length - 1}
                onClick={() => setChosen(index + 1)}
              />
            </>
          ) : null}
          <IconButton
            label="Copy octets"
            icon={<Copy size={14} />}
            disabled={pdu === undefined}
            onClick={() => void copyText(client, hexDump(octets))}
          />
          <IconButton label="Close PDU" icon={<X size={16} />} onClick={onClose} />
        </span>
      </header>
      {state.kind === 'refused' ? (
        <p className={css('refused')} role="status">
          {state.sentence}
        </p>
      ) : null}
      {state.kind === 'shown' && state.preview.warnings.length > 0 ? (
        <ul className={css('warnings')}>
          {state.preview.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      ) : null}
      {/* Another command has other fields; within one, what is folded stays folded while one types. */}
      {pdu === undefined ? null : (
        <PreviewPdu key={`${pdu.command}-${index}`} octets={octets} reading={reading} />
      )}
    </section>
  );
}
