import { Upload } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';
import type { TrunkImportEntry } from '#shared/model/trunk-records';
import { sentenceOf } from '../../../app/replica';
import { useStores } from '../../../app/stores';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { Dialog } from '../../../ui/dialog';
import { plural } from '../../../ui/format';
import { Notice } from '../../../ui/notice';
import { TextAreaControl } from '../../../ui/text-area';
import { ImportEntries } from './import-entries';
import styles from './transfer.module.css';

const css = classes(styles);

/** What the contract takes. */
const MAX_OCTETS = 8_000_000;

export function ImportDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Dialog isOpen={isOpen} title="Import trunks" onClose={onClose}>
      {isOpen ? <Import onClose={onClose} /> : null}
    </Dialog>
  );
}

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'preview'; readonly text: string; readonly entries: readonly TrunkImportEntry[] }
  | { readonly kind: 'done'; readonly entries: readonly TrunkImportEntry[] };

const wouldChange = (entry: TrunkImportEntry): boolean =>
  entry.outcome === 'new' || entry.outcome === 'changed';

/** What became of the whole file: of what was imported, and of what had been refused before. */
function reportOf(
  previewed: readonly TrunkImportEntry[],
  imported: readonly TrunkImportEntry[],
): readonly TrunkImportEntry[] {
  const done = new Map(imported.map((entry) => [entry.number, entry]));
  return previewed.flatMap((entry) => done.get(entry.number) ?? (entry.outcome === 'refused' ? [entry] : []));
}

/** Choose, look at what would change, import what is ticked, and read what became of it. */
function Import({ onClose }: { readonly onClose: () => void }) {
  const { client } = useStores();
  const picker = useRef<HTMLInputElement>(null);
  const [step, setStep] = useState<Step>({ kind: 'choose' });
  const [typed, setTyped] = useState('');
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const run = (work: () => Promise<Step>): void => {
    setProblem(null);
    setIsBusy(true);
    work()
      .then(setStep, (error: unknown) => setProblem(sentenceOf(error)))
      .finally(() => setIsBusy(false));
  };
  const preview = (textOf: () => Promise<string>): void =>
    run(async () => {
      const text = await textOf();
      const { entries } = await client.call('trunk.previewImport', { text });
      setTicked(new Set(entries.filter(wouldChange).map((entry) => entry.number)));
      return { kind: 'preview', text, entries };
    });
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    preview(async () => {
      if (file.size > MAX_OCTETS) throw new Error(`${file.name} is larger than any file of trunks.`);
      return file.text();
    });
  };
  const handleDrop = (event: DragEvent): void => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };

  if (step.kind === 'choose') {
    return (
      <div className={css('step')} onDrop={handleDrop} onDragOver={(event) => event.preventDefault()}>
        <p>Choose a file that Trunkline exported, drop it here, or paste its text.</p>
        <TextAreaControl
          isMono
          rows={8}
          aria-label="Text to import"
          placeholder="Paste here"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {problem === null ? null : <Notice kind="error">{problem}</Notice>}
        <input
          ref={picker}
          type="file"
          hidden
          aria-label="File to import"
          accept=".json,.txt"
          onChange={(event) => take(event.target.files?.[0])}
        />
        <div className={css('actions')}>
          <Button
            icon={<Upload size={14} aria-hidden />}
            disabled={isBusy}
            onClick={() => picker.current?.click()}
          >
            Choose a file…
          </Button>
          <Button
            variant="primary"
            disabled={isBusy || typed.trim() === ''}
            onClick={() => preview(() => Promise.resolve(typed))}
          >
            Preview
          </Button>
        </div>
      </div>
    );
  }

  if (step.kind === 'done') {
    const refused = step.entries.filter((entry) => entry.outcome === 'refused').length;
    const done = step.entries.filter(wouldChange).length;
    return (
      <div className={css('step')}>
        <p role="status">
          {plural(done, 'trunk')} imported{refused === 0 ? '.' : `, ${refused} refused.`} Passwords are not in
          the file: enter them before binding.
        </p>
        <ImportEntries entries={step.entries} />
        <div className={css('actions')}>
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </div>
      </div>
    );
  }

  const { text, entries } = step;
  return (
    <div className={css('step')}>
      <p role="status">
        {entries.length === 0
          ? 'There is no trunk in this text.'
          : 'This is what would change; nothing has been changed yet.'}
      </p>
      <ImportEntries entries={entries} ticked={ticked} onTickedChange={setTicked} />
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      <div className={css('actions')}>
        <Button onClick={() => setStep({ kind: 'choose' })} disabled={isBusy}>
          Back
        </Button>
        <Button
          variant="primary"
          disabled={isBusy || ticked.size === 0}
          onClick={() =>
            run(async () => {
              const answer = await client.call('trunk.import', { text, entries: [...ticked] });
              return { kind: 'done', entries: reportOf(entries, answer.entries) };
            })
          }
        >
          Import {plural(ticked.size, 'trunk')}
        </Button>
      </div>
    </div>
  );
}
