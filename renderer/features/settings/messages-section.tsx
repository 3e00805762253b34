import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { retention as retentionSchema, type AppInfo, type Retention } from '#shared/model/settings';
import { sentenceOf } from '../../app/replica';
import { useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatCount, plural } from '../../ui/format';
import { Notice } from '../../ui/notice';
import { NumberField } from '../../ui/number-field';
import { showToast } from '../../ui/toast';
import styles from './settings-page.module.css';

const css = classes(styles);

/** What is typed as a limit: null for nothing, NaN for what is no whole number. */
export function limitOf(typed: string): number | null {
  const digits = typed.replaceAll(/[\s.,’']/g, '');
  if (digits === '') return null;
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
}

const problems: Readonly<Record<keyof Retention, string>> = {
  days: 'Enter whole days, 1 to 36,500, or nothing.',
  messages: 'Enter a whole number, 1 to 100,000,000, or nothing.',
};

/** What would go with these limits, for the question before they are saved. */
export function retentionWords({ days, messages }: Retention): string {
  const parts = [
    ...(days === null ? [] : [`messages older than ${plural(days, 'day')}`]),
    ...(messages === null ? [] : [`all but the newest ${formatCount(messages)}`]),
  ];
  return parts.join(', and ');
}

export function MessagesSection({ info }: { readonly info: AppInfo }) {
  const { app, client } = useStores();
  const { retention } = info.settings;
  const [typed, setTyped] = useState<Readonly<Partial<Record<keyof Retention, string>>>>({});
  const [isAsking, setIsAsking] = useState<'retention' | 'delete' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isDeleting, setIsDeleting] = useState(false);

  const textOf = (limit: keyof Retention): string => typed[limit] ?? String(retention[limit] ?? '');
  const wanted: Retention = { days: limitOf(textOf('days')), messages: limitOf(textOf('messages')) };
  const problemOf = (limit: keyof Retention): string | undefined =>
    retentionSchema.shape[limit].safeParse(wanted[limit]).success ? undefined : problems[limit];
  const isChanged = wanted.days !== retention.days || wanted.messages !== retention.messages;
  const isValid = problemOf('days') === undefined && problemOf('messages') === undefined;
  // A limit that is lowered deletes messages; one that is lifted does not.
  const isTighter = (['days', 'messages'] as const).some(
    (limit) => wanted[limit] !== null && wanted[limit] < (retention[limit] ?? Number.POSITIVE_INFINITY),
  );

  const save = (): void => {
    setIsAsking(null);
    setProblem(null);
    app
      .changeSettings({ retention: wanted })
      .then(() => setTyped({}))
      .catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  const deleteEverything = (): void => {
    setIsAsking(null);
    setProblem(null);
    setIsDeleting(true);
    client
      .call('message.deleteAll', {})
      .then(() => showToast('Every message was deleted'))
      .catch((error: unknown) => setProblem(sentenceOf(error)))
      .finally(() => setIsDeleting(false));
  };

  return (
    <>
      <form
        className={css('form')}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isChanged || !isValid) return;
          if (isTighter) setIsAsking('retention');
          else save();
        }}
      >
        <NumberField
          label="Keep for"
          suffix="days"
          help="Empty by default: for good."
          value={textOf('days')}
          error={problemOf('days')}
          onChange={(event) => setTyped({ ...typed, days: event.target.value })}
        />
        <NumberField
          label="Keep the newest"
          suffix="messages"
          widthCh={20}
          help="Empty by default: all of them."
          value={textOf('messages')}
          error={problemOf('messages')}
          onChange={(event) => setTyped({ ...typed, messages: event.target.value })}
        />
        <p className={css('note')}>What waits to be sent, or is in flight, always stays.</p>
        <div className={css('links')}>
          <Button type="submit" variant="primary" disabled={!isChanged || !isValid}>
            Save
          </Button>
          <Button disabled={Object.keys(typed).length === 0} onClick={() => setTyped({})}>
            Discard
          </Button>
        </div>
      </form>
      <h2 className={css('heading')}>Delete everything</h2>
      <p className={css('note')}>
        Every message, receipt and conversation goes, out of the file too. Rules, quick replies, sources and
        trunks stay; so does the PDU log with its captures, which shows texts as well.
      </p>
      <div className={css('links')}>
        <Button
          icon={<Trash2 size={14} aria-hidden />}
          disabled={isDeleting}
          onClick={() => setIsAsking('delete')}
        >
          Delete everything…
        </Button>
      </div>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      <ConfirmDialog
        isOpen={isAsking === 'retention'}
        title="Delete old messages?"
        confirmLabel="Save and delete"
        isDanger
        onConfirm={save}
        onCancel={() => setIsAsking(null)}
      >
        {`From now on these are deleted by themselves: ${retentionWords(wanted)}. This cannot be undone.`}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={isAsking === 'delete'}
        title="Delete every message?"
        confirmLabel="Delete everything"
        isDanger
        onConfirm={deleteEverything}
        onCancel={() => setIsAsking(null)}
      >
        <p>This goes for good, with no way to undo it:</p>
        <ul className={css('goes')}>
          <li>every message, sent and received, those that wait to be sent too</li>
          <li>every receipt and the history of each message</li>
          <li>every conversation with its name, labels and note</li>
        </ul>
      </ConfirmDialog>
    </>
  );
}
