import { Binary, SlidersHorizontal, TextQuote } from 'lucide-react';
import { Tooltip } from '../../ui/tooltip';
import { classes } from '../../ui/classes';
import styles from './composer-pane.module.css';
import type { Draft } from './draft';
import { optionWords } from './option-words';
import { TemplatesDialog } from './templates/templates-dialog';
import type { ComposerPanels } from './use-composer-panels';

const css = classes(styles);

export interface ComposerToolsProps {
  readonly draft: Draft;
  readonly panels: ComposerPanels;
  readonly hasTemplates: boolean;
  readonly onTemplates: (isOpen: boolean) => void;
  readonly onInsert: (text: string) => void;
}

/** What opens from below the text, and what of it is not as usual. */
export function ComposerTools({ draft, panels, hasTemplates, onTemplates, onInsert }: ComposerToolsProps) {
  const words = optionWords(draft);
  return (
    <span className={css('tools')}>
      <span className={css('hint')}>Enter sends, Shift+Enter starts a new line</span>
      <button type="button" className={css('tool')} aria-haspopup="dialog" onClick={() => onTemplates(true)}>
        <TextQuote size={14} aria-hidden />
        Templates
      </button>
      {panels.areOffered ? (
        <>
          <Tooltip text="Which PDU, how it is written, and every field of it" side="top">
            <button
              type="button"
              className={css('tool', panels.shown.options && 'on')}
              aria-expanded={panels.shown.options}
              onClick={() => panels.toggle('options')}
            >
              <SlidersHorizontal size={14} aria-hidden />
              Advanced
              {words.length === 0 ? null : <span className={css('changed')}>{words.join(', ')}</span>}
            </button>
          </Tooltip>
          <Tooltip text="The PDU as it will be sent, octet by octet" side="top">
            <button
              type="button"
              className={css('tool', panels.shown.pdu && 'on')}
              aria-expanded={panels.shown.pdu}
              onClick={() => panels.toggle('pdu')}
            >
              <Binary size={14} aria-hidden />
              PDU
            </button>
          </Tooltip>
        </>
      ) : null}
      <TemplatesDialog
        isOpen={hasTemplates}
        text={draft.text}
        onInsert={onInsert}
        onClose={() => onTemplates(false)}
      />
    </span>
  );
}
