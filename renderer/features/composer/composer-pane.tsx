import { SendHorizontal } from 'lucide-react';
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { MessageView } from '#shared/model/message';
import {
  useComposer,
  useNavigation,
  useSources,
  useStores,
  useTrunkGroups,
  useTrunks,
} from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { SwitchControl } from '../../ui/switch-field';
import { AdvancedPanel } from './advanced/advanced-panel';
import { BulkProgress } from './bulk/bulk-progress';
import styles from './composer-pane.module.css';
import { ComposerTools } from './composer-tools';
import type { DraftKey } from './composer-store';
import { CounterLine } from './counter-line';
import { DestinationField } from './destination-field';
import { receiptBits, withReceiptBits, type Draft } from './draft';
import { countDraft, messageOptionsOf } from './draft-counts';
import { isOptionError, liveErrors } from './draft-request';
import { FieldError } from './field-error';
import { PreviewPane } from './preview/preview-pane';
import { previewNote, previewRequest } from './preview/preview-request';
import { leadingTrunk, sourceChoiceOf, sourceProblem, trunksOf } from './source-choice';
import { SourceField } from './source-field';
import { TargetField } from './target-field';
import { TextBox } from './text-box';
import { useComposerPanels } from './use-composer-panels';

const css = classes(styles);

export interface ComposerPaneProps {
  readonly draftKey: DraftKey;
  /** Where the destination can be chosen: not in a conversation, which is with one number. */
  readonly hasDestination: boolean;
  readonly onSent: (message: MessageView) => void;
}

export function ComposerPane(props: ComposerPaneProps) {
  const state = useComposer(({ drafts }) => drafts[props.draftKey]);
  return state === undefined ? null : <Composer {...props} />;
}

/** A message being written: one line of controls and the text; everything else is opened from below it. */
function Composer({ draftKey, hasDestination, onSent }: ComposerPaneProps) {
  const { composer, navigation } = useStores();
  const state = useComposer(({ drafts }) => drafts[draftKey]);
  const isUnkept = useComposer(({ unkept }) => unkept.has(draftKey));
  const trunks = useTrunks(({ trunks: all }) => all);
  const groups = useTrunkGroups(({ groups: all }) => all);
  const sources = useSources(({ sources: all }) => all);
  const isWanted = useNavigation(({ wantsComposerFocus }) => wantsComposerFocus);
  const section = useRef<HTMLElement>(null);
  const textArea = useRef<HTMLTextAreaElement>(null);
  const destination = useRef<HTMLInputElement>(null);
  const panels = useComposerPanels(section);
  const [hasTemplates, setHasTemplates] = useState(false);
  const id = useId();

  // The cursor is where the next key belongs: in the number that is missing, else in the message. A text that was
  // prepared is selected, so typing replaces it. Whoever walks a list with the arrows keeps the focus there.
  useEffect(() => {
    const draftState = composer.getState().drafts[draftKey];
    if (draftState === undefined) return;
    if (!isWanted && document.activeElement?.matches('[role="listbox"]') === true) return;
    if (isWanted) navigation.composerFocused();
    const { draft, isTouched } = draftState;
    const isToNobody = draft.destinationAddress === '' && draft.destinations.length === 0;
    if (hasDestination && isToNobody) destination.current?.focus();
    else if (!isTouched) textArea.current?.select();
    else textArea.current?.focus();
  }, [composer, navigation, draftKey, hasDestination, isWanted]);

  // What was typed last is kept too when the window goes.
  useEffect(() => {
    const handlePageHide = (): void => composer.flush();
    window.addEventListener('pagehide', handlePageHide);
    return () => window.removeEventListener('pagehide', handlePageHide);
  }, [composer]);

  const draft = state?.draft;
  const target = draft?.target ?? null;
  const members = useMemo(() => trunksOf(target, trunks, groups), [target, trunks, groups]);
  const trunk = leadingTrunk(target, trunks, groups);
  const choice = useMemo(() => sourceChoiceOf(members, sources), [members, sources]);
  const settings = trunk?.settings ?? null;
  const options = useMemo(
    () => (draft === undefined ? {} : messageOptionsOf(draft, settings)),
    [draft, settings],
  );
  const counted = useDeferredValue(draft);
  const counts = useMemo(
    () => (counted === undefined ? null : countDraft(counted, messageOptionsOf(counted, settings))),
    [counted, settings],
  );
  if (state === undefined || draft === undefined || counts === null) return null;

  const isTargetThere = target === null || members.length > 0 || target.kind === 'group';
  const errors = { ...liveErrors(draft, settings), ...state.errors };
  const targetName =
    target?.kind === 'group'
      ? (groups.find((group) => group.id === target.groupId)?.settings.name ?? '')
      : (settings?.name ?? '');
  const isBinary = draft.alphabet === 'binary';
  const textError = isBinary ? errors.hex : errors.text;
  const edit = (change: Partial<Draft>): void => composer.edit(draftKey, change);
  const editText = (text: string): void => edit(isBinary ? { hex: text } : { text });

  const handleSend = async (): Promise<void> => {
    const submitted = await composer.submit(draftKey, settings);
    if (submitted.kind === 'refused') {
      const found = composer.getState().drafts[draftKey]?.errors ?? {};
      if (Object.keys(found).some(isOptionError)) panels.open('options');
    }
    textArea.current?.focus();
    if (submitted.kind === 'message') onSent(submitted.message);
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void handleSend();
  };
  const handleInsert = (inserted: string): void => {
    const at = textArea.current;
    const start = at?.selectionStart ?? draft.text.length;
    const end = at?.selectionEnd ?? start;
    // A text that was prepared, or nothing yet, gives way to the template.
    const isWhole = !state.isTouched || draft.text === '';
    edit({ text: isWhole ? inserted : draft.text.slice(0, start) + inserted + draft.text.slice(end) });
  };

  return (
    <section
      ref={section}
      className={css('composer', panels.isAnyOpen && 'opened')}
      data-pane
      aria-label="Composer"
      onKeyDown={handleKeyDown}
    >
      <BulkProgress />
      {panels.isAnyOpen ? (
        <div className={css('workbench')}>
          {panels.shown.options ? (
            <AdvancedPanel draft={draft} errors={errors} trunk={trunk} onChange={edit} />
          ) : null}
          {panels.shown.pdu ? (
            <PreviewPane
              request={previewRequest(draft, settings)}
              note={previewNote(draft)}
              trunk={settings}
            />
          ) : null}
        </div>
      ) : null}
      <div className={css('envelope')}>
        <SourceField
          value={draft.sourceAddress}
          choice={choice}
          error={errors.sourceAddress ?? sourceProblem(draft.sourceAddress, choice, targetName) ?? undefined}
          onChange={(sourceAddress) => edit({ sourceAddress })}
        />
        {hasDestination ? (
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
          target={isTargetThere ? target : null}
          error={errors.target}
          onChange={(next) => edit({ target: next })}
        />
        <label className={css('labelled', 'receipt')}>
          Receipt
          <SwitchControl
            label="Request a receipt"
            isChecked={(receiptBits(draft) & 0x03) !== 0}
            onChange={(isOn) => edit(withReceiptBits((receiptBits(draft) & ~0x03) | (isOn ? 1 : 0)))}
          />
        </label>
      </div>
      <div className={css('writing', textError !== undefined && 'invalid')}>
        <TextBox
          label={isBinary ? 'Octets' : 'Message'}
          value={isBinary ? draft.hex : draft.text}
          placeholder={isBinary ? 'Octets in hexadecimal: 05 00 03' : placeholderFor(targetName)}
          isMono={isBinary}
          isInvalid={textError !== undefined}
          describedBy={`${id}-counter`}
          marks={counted === draft ? counts.marks : []}
          inputRef={textArea}
          onChange={editText}
          onSend={() => void handleSend()}
        />
        <Button
          variant="primary"
          icon={<SendHorizontal size={14} aria-hidden />}
          disabled={state.isSubmitting}
          onClick={() => void handleSend()}
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
