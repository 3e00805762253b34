import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { MessageView } from '#shared/model/message';
import { RememberedSplit } from '../../app/remembered-split';
import { useStores } from '../../app/stores';
import { classes } from '../../ui/classes';
import { AdvancedPanel } from './advanced/advanced-panel';
import { ComposerForm } from './composer-form';
import styles from './composer-pane.module.css';
import type { DraftKey } from './composer-store';
import type { Draft } from './draft';
import { isOptionError } from './draft-request';
import { PreviewPane } from './preview/preview-pane';
import { previewNote, previewRequest } from './preview/preview-request';
import { useComposed, type Composed } from './use-composed';
import { useComposerPanels } from './use-composer-panels';

const css = classes(styles);

export interface ComposerPaneProps {
  readonly draftKey: DraftKey;
  /** Where the destination can be chosen: not in a conversation, which is with one number. */
  readonly hasDestination: boolean;
  readonly onSent: (message: MessageView) => void;
  /** What stands above the form: the thread. */
  readonly children: ReactNode;
}

export function ComposerPane({ draftKey, children, ...rest }: ComposerPaneProps) {
  const composed = useComposed(draftKey);
  if (composed === null) return <div className={css('pane', 'column')}>{children}</div>;
  return (
    <Composer draftKey={draftKey} composed={composed} {...rest}>
      {children}
    </Composer>
  );
}

interface ComposerProps extends ComposerPaneProps {
  readonly composed: Composed;
}

/** The thread with a message being written below it; beside both, every field of the message and its PDU. */
function Composer({ draftKey, composed, hasDestination, onSent, children }: ComposerProps) {
  const { composer } = useStores();
  const pane = useRef<HTMLDivElement>(null);
  const textArea = useRef<HTMLTextAreaElement>(null);
  const panels = useComposerPanels(pane);
  const { draft, settings, trunk, errors } = composed;
  const edit = (change: Partial<Draft>): void => composer.edit(draftKey, change);

  const handleSend = async (): Promise<void> => {
    const submitted = await composer.submit(draftKey, settings);
    if (submitted.kind === 'refused') {
      const found = composer.getState().drafts[draftKey]?.errors ?? {};
      if (Object.keys(found).some(isOptionError)) panels.open('options');
      // Once it is drawn: the field that has to be put right.
      setTimeout(() => pane.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    }
    textArea.current?.focus();
    if (submitted.kind === 'message') onSent(submitted.message);
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void handleSend();
  };

  const isBelow = panels.isAnyOpen && panels.place === 'below';
  const opened = panels.isAnyOpen ? (
    <div
      className={css(
        'panels',
        panels.isStacked && 'stacked',
        isBelow && 'below',
        isBelow && panels.shown.pdu && 'octets',
      )}
      onKeyDown={handleKeyDown}
    >
      {panels.shown.options ? (
        <AdvancedPanel
          draft={draft}
          errors={errors}
          trunk={trunk}
          dataCoding={composed.counts.dataCoding}
          onChange={edit}
          onClose={() => panels.close('options')}
        />
      ) : null}
      {panels.shown.pdu ? (
        <PreviewPane
          request={previewRequest(draft, settings)}
          note={previewNote(draft)}
          trunk={settings}
          onClose={() => panels.close('pdu')}
        />
      ) : null}
    </div>
  ) : null;
  const form = (
    <ComposerForm
      draftKey={draftKey}
      composed={composed}
      panels={panels}
      hasDestination={hasDestination}
      textArea={textArea}
      onSend={() => void handleSend()}
      onKeyDown={handleKeyDown}
    />
  );
  return (
    <div ref={pane} className={css('pane')}>
      <RememberedSplit
        id="composer"
        orientation="horizontal"
        first={
          <div className={css('column', isBelow && 'scrolls')}>
            {isBelow ? null : children}
            {form}
            {isBelow ? opened : null}
          </div>
        }
        second={isBelow ? null : opened}
        fixed={{ pane: 'second', size: '50%', min: panels.minWidthPx, max: '72%' }}
        otherMin={300}
        separatorLabel="Width of the options and the PDU"
      />
    </div>
  );
}
