import { RotateCcw, X } from 'lucide-react';
import { classes } from '../../../ui/classes';
import { IconButton } from '../../../ui/icon-button';
import { Tooltip } from '../../../ui/tooltip';
import { optionWords, withoutOptions } from '../option-words';
import { presets } from '../presets';
import { AddressSection } from './address-section';
import styles from './advanced-panel.module.css';
import { BroadcastSection } from './broadcast-section';
import { ClassSection } from './class-section';
import { DeliverySection } from './delivery-section';
import { ManySection } from './many-section';
import { ReceiptSection } from './receipt-section';
import type { DraftFieldsProps } from './section';
import { TlvSection } from './tlv-section';
import { WritingSection } from './writing-section';

const css = classes(styles);

export interface AdvancedPanelProps extends DraftFieldsProps {
  readonly onClose: () => void;
}

/** Everything else of the message: which PDU, how it is written, and every field of it. */
export function AdvancedPanel({ onClose, ...props }: AdvancedPanelProps) {
  const { draft, onChange } = props;
  return (
    <section className={css('panel')} aria-label="Options" data-pane>
      <header className={css('head')}>
        <span role="group" aria-label="Presets" className={css('presets')}>
          {presets.map((preset) => {
            const isOn = preset.isOn(draft);
            return (
              <Tooltip key={preset.name} text={preset.about} side="top">
                <button
                  type="button"
                  className={css('preset', isOn && 'on')}
                  aria-pressed={isOn}
                  onClick={() => onChange(isOn ? preset.off(draft) : preset.on(draft))}
                >
                  {preset.name}
                </button>
              </Tooltip>
            );
          })}
        </span>
        <span className={css('tools')}>
          <IconButton
            label="Reset options"
            icon={<RotateCcw size={14} />}
            disabled={optionWords(draft).length === 0}
            onClick={() => onChange(withoutOptions())}
          />
          <IconButton label="Close options" icon={<X size={16} />} onClick={onClose} />
        </span>
      </header>
      <div className={css('scroll')}>
        <div className={css('sections')}>
          <WritingSection {...props} />
          {draft.pdu === 'submit_multi' ? <ManySection {...props} /> : null}
          {draft.pdu === 'broadcast_sm' ? <BroadcastSection {...props} /> : null}
          <TlvSection {...props} />
          <DeliverySection {...props} />
          {draft.pdu === 'broadcast_sm' ? null : <ReceiptSection {...props} />}
          <ClassSection {...props} />
          <AddressSection {...props} />
        </div>
      </div>
    </section>
  );
}
