import { SendHorizontal } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useComposer, useNavigation, useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { SwitchControl } from '../../ui/switch-field';
import { BulkProgress } from './bulk/bulk-progress';
import labelled from './labelled.module.css';
import styles from './composer-pane.module.css';
import type { DraftKey } from './composer-store';
import { ComposerTools } from './composer-tools';
import { CounterLine } from './counter-line';
import { DestinationField } from './destination-field';
import { receiptBits, withReceiptBits, type Draft } from './draft';
import { FieldError } from './field-error';
import { keepsFocus } from './keeps-focus';
import { sourceProblem } from './source-choice';
import { SourceField } from './source-field';
import { TargetField } from './target-field';
import { TextBox } from './text-box';
import type { Composed } from './use-composed';
import type { ComposerPanels } from './use-composer-panels';

const css = classes(labelled, styles);

export interface ComposerFormProps {
  readonly draftKey: DraftKey;
  readonly composed: Composed;
  readonly panels: ComposerPanels;
  readonly hasDestination: boolean;
  readonly textArea: RefObject<HTMLTextAreaElement | null>;
  readonly onSend: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** A message being written: one line of controls and the text; everything else is opened from below it. */
export function ComposerForm({
  draftKey,
  composed,
  panels,
  hasDestination,
  textArea,
  onSend,
  onKeyDown,
}: ComposerFormProps) {
  const { composer, navigation } = useStores();
  const isUnkept = useComposer(({ unkept }) => unkept.has(draftKey));
  const isWanted = useNavigation(({ wantsComposerFocus }) => wantsComposerFocus);
  const destination = useRef<HTMLInputElement>(null);
  const [hasTemplates, setHasTemplates] = useState(false);
  const id = useId();

  // The cursor is where the next key belongs: in the number that is missing, else in the message. A text that was
  // prepared is selected, so typing replaces it. Whoever walks a list with the arrows keeps the focus there.
  useEffect(() => {
    const draftState = composer.getState().drafts[draftKey];
    if (draftState === undefined) return;
    if (!isWanted && keepsFocus(document.activeElement)) return;
    if (isWanted) navigation.composerFocused();
    const { draft, isTouched } = draftState;
    const isToNobody = draft.destinationAddress === '' && draft.destinations.length === 0;
    if (hasDestination && isToNobody) destination.current?.focus();
    else if (!isTouched) textArea.current?.select();
    else textArea.current?.focus();
  }, [composer, navigation, draftKey, hasDestination, isWanted, textArea]);

  const { state, draft, targetName, isTargetThere, notice } = composed;
  const { choice, options, counts, isCounted, errors } = composed;
  const isBinary = draft.alphabet === 'binary';
  const textError = isBinary ? errors.hex : errors.text;
  const edit = (change: Partial<Draft>): void => composer.edit(draftKey, change);
  const editText = (text: string): void => edit(isBinary ? { hex: text } : { text });
  const handleInsert = (inserted: string): void => {
    const at = textArea.current;
    const start = at?.selectionStart ?? draft.text.length;
    const end = at?.selectionEnd ?? start;
    // A text that was prepared, or nothing yet, gives way to the template.
    const isWhole = !state.isTouched || draft.text === '';
    edit({ text: isWhole ? inserted : draft.text.slice(0, start) + inserted + draft.text.slice(end) });
  };

  return (
    <section className={css('composer')} data-pane aria-label="Composer" onKeyDown={onKeyDown}>
      <BulkProgress />
      <div className={css('envelope')}>
        <SourceField
          value={draft.sourceAddress}
          choice={choice}
          error={
            errors.sourceAddress ??
            (isTargetThere && targetName !== ''
              ? (sourceProblem(draft.sourceAddress, choice, targetName) ?? undefined)
              : undefined)
          }
          onChange={(sourceAddress) => edit({ sourceAddress })}
        />
        {hasDestination && draft.pdu !== 'broadcast_sm' ? (
          <DestinationField
            destinations={draft.destinations}
            typed={draft.destinationAddress}
            error={errors.destinationAddress}
            inputRef={destination}
            onChange={edit}
            onLeave={() => textArea.current?.focus()}
          />
        ) : null}
        <TargetField
          target={isTargetThere ? draft.target : null}
          error={errors.target}
          onChange={(target) => edit({ target })}
        />
        {draft.pdu === 'broadcast_sm' ? null : (
          <label className={css('labelled', 'receipt')}>
            Receipt
            <SwitchControl
              label="Request a receipt"
              isChecked={(receiptBits(draft) & 0x03) !== 0}
              onChange={(isOn) => edit(withReceiptBits((receiptBits(draft) & ~0x03) | (isOn ? 1 : 0)))}
            />
          </label>
        )}
      </div>
      {notice === null ? null : (
        <p className={css('notice', notice.kind)} role="status">
          {notice.sentence}
        </p>
      )}
      <div className={css('writing', textError !== undefined && 'invalid')}>
        <TextBox
          label={isBinary ? 'Octets' : 'Message'}
          value={isBinary ? draft.hex : draft.text}
          placeholder={isBinary ? 'Octets in hexadecimal: 05 00 03' : placeholderFor(targetName)}
          isMono={isBinary}
          isInvalid={textError !== undefined}
          describedBy={`${id}-counter`}
          marks={isCounted ? counts.marks : []}
          inputRef={textArea}
          onChange={editText}
          onSend={onSend}
        />
        <Button
          variant="primary"
          icon={<SendHorizontal size={14} aria-hidden />}
          disabled={state.isSubmitting}
          onClick={onSend}
        >
          Send
        </Button>
      </div>
      <FieldError id={`${id}-text`} error={textError} />
      <FieldError id={`${id}-form`} error={errors.form} />
      {isUnkept ? (
        <p className={css('unkept')} role="status">
          This draft could not be kept: it is lost when the window closes.
        </p>
      ) : null}
      <div className={css('foot')} id={`${id}-counter`}>
        <CounterLine text={draft.text} counts={counts} options={options} onReplace={editText} />
        <ComposerTools
          draft={draft}
          panels={panels}
          hasTemplates={hasTemplates}
          onTemplates={setHasTemplates}
          onInsert={handleInsert}
        />
      </div>
    </section>
  );
}

const placeholderFor = (targetName: string): string =>
  targetName === '' ? 'Write a message' : `Message over ${targetName}`;
