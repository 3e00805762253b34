import { SendHorizontal } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent, type Ref } from 'react';
import type { TrunkId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { useComposer, useNavigation, useStores, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { SelectControl } from '../../ui/select-field';
import { SwitchControl } from '../../ui/switch-field';
import { connectionStateName } from '#shared/model/trunk-words';
import styles from './composer-pane.module.css';
import type { DraftKey } from './composer-store';
import { CounterLine } from './counter-line';

const css = classes(styles);

interface AddressProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly placeholder: string;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onChange: (value: string) => void;
}

function Address({ label, value, error, placeholder, inputRef, onChange }: AddressProps) {
  const id = useId();
  return (
    <span className={css('labelled')}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={inputRef}
        className={css('address', error !== undefined && 'invalid')}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onChange={(event) => onChange(event.target.value)}
      />
      {error === undefined ? null : (
        <span className={css('error')} id={`${id}-error`} role="alert">
          {error}
        </span>
      )}
    </span>
  );
}

export interface ComposerPaneProps {
  readonly draftKey: DraftKey;
  /** Where the destination can be chosen: not in a conversation, which is with one number. */
  readonly hasDestination: boolean;
  readonly onSent: (message: MessageView) => void;
}

export function ComposerPane({ draftKey, hasDestination, onSent }: ComposerPaneProps) {
  const { composer, navigation } = useStores();
  const state = useComposer(({ drafts }) => drafts[draftKey]);
  const trunks = useTrunks(({ trunks: all }) => all);
  const isWanted = useNavigation(({ wantsComposerFocus }) => wantsComposerFocus);
  const textArea = useRef<HTMLTextAreaElement>(null);
  const destination = useRef<HTMLInputElement>(null);
  const id = useId();
  const isReady = state !== undefined;

  // The cursor is where the next key belongs: in the number that is missing, else in the message. A text that was
  // prepared is selected, so typing replaces it. Whoever walks a list with the arrows keeps the focus there.
  useEffect(() => {
    const draftState = composer.getState().drafts[draftKey];
    if (!isReady || draftState === undefined) return;
    if (!isWanted && document.activeElement?.matches('[role="listbox"]') === true) return;
    if (isWanted) navigation.composerFocused();
    const { draft, isTouched } = draftState;
    if (hasDestination && draft.destinationAddress === '') destination.current?.focus();
    else if (!isTouched) textArea.current?.select();
    else textArea.current?.focus();
  }, [composer, navigation, draftKey, hasDestination, isReady, isWanted]);

  if (state === undefined) return null;
  const { draft, errors, isSubmitting } = state;
  const trunk = trunks.find((each) => each.id === draft.trunkId);

  const handleSend = async (): Promise<void> => {
    const message = await composer.submit(draftKey);
    textArea.current?.focus();
    if (message !== null) onSent(message);
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void handleSend();
  };

  return (
    <section className={css('composer')} data-pane aria-label="Composer">
      <div className={css('envelope')}>
        <Address
          label="From"
          value={draft.sourceAddress}
          error={errors.sourceAddress}
          placeholder="Set by the SMSC"
          onChange={(sourceAddress) => composer.edit(draftKey, { sourceAddress })}
        />
        {hasDestination ? (
          <Address
            label="To"
            inputRef={destination}
            value={draft.destinationAddress}
            error={errors.destinationAddress}
            placeholder="Number"
            onChange={(destinationAddress) => composer.edit(draftKey, { destinationAddress })}
          />
        ) : null}
        <span className={css('labelled')}>
          <span className={css('over')}>Over</span>
          <SelectControl<string>
            label="Trunk"
            value={draft.trunkId}
            placeholder="Choose a trunk"
            isQuiet
            options={trunks.map((each) => ({
              value: each.id,
              label: each.settings.name,
              detail: connectionStateName(each.connection),
            }))}
            onChange={(trunkId) => composer.edit(draftKey, { trunkId: trunkId as TrunkId })}
          />
          {errors.trunkId === undefined ? null : (
            <span className={css('error')} role="alert">
              {errors.trunkId}
            </span>
          )}
        </span>
        <label className={css('labelled', 'receipt')}>
          Receipt
          <SwitchControl
            label="Request a receipt"
            isChecked={draft.isReceiptRequested}
            onChange={(isReceiptRequested) => composer.edit(draftKey, { isReceiptRequested })}
          />
        </label>
      </div>
      <div className={css('writing', errors.text !== undefined && 'invalid')}>
        <textarea
          ref={textArea}
          className={css('text')}
          value={draft.text}
          rows={1}
          dir="auto"
          placeholder={trunk === undefined ? 'Write a message' : `Message over ${trunk.settings.name}`}
          aria-label="Message"
          aria-invalid={errors.text !== undefined}
          aria-describedby={`${id}-counter`}
          data-pane-focus
          onChange={(event) => composer.edit(draftKey, { text: event.target.value })}
          onKeyDown={handleKeyDown}
        />
        <Button
          variant="primary"
          icon={<SendHorizontal size={14} aria-hidden />}
          disabled={isSubmitting}
          onClick={() => void handleSend()}
        >
          Send
        </Button>
      </div>
      {[errors.text, errors.form].map((error) =>
        error === undefined ? null : (
          <p key={error} className={css('error')} role="alert">
            {error}
          </p>
        ),
      )}
      <div className={css('foot')} id={`${id}-counter`}>
        <CounterLine text={draft.text} />
        <p className={css('hint')}>Enter sends, Shift+Enter starts a new line</p>
      </div>
    </section>
  );
}
