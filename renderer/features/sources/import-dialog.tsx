import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import type { CommandOutput } from '#shared/contract/index';
import { sentenceOf } from '../../app/replica';
import { useStores } from '../../app/stores';
import { uploadFile } from '../../host/file-transfer';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Dialog } from '../../ui/dialog';
import { formatCount, plural } from '../../ui/format';
import { Notice } from '../../ui/notice';
import { ImportTable } from './import-table';
import styles from './import-dialog.module.css';

const css = classes(styles);
type Report = CommandOutput<'source.previewImport'>;

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'reading'; readonly words: string }
  | { readonly kind: 'preview'; readonly fileId: string; readonly report: Report }
  | { readonly kind: 'done'; readonly report: Report };

export interface ImportDialogProps {
  readonly isOpen: boolean;
  /** A file that was dropped on the page. */
  readonly dropped: File | null;
  readonly onClose: () => void;
}

/** Takes a CSV into the address book: chosen or dropped, looked at line by line, then imported. */
export function ImportDialog({ isOpen, dropped, onClose }: ImportDialogProps) {
  return (
    <Dialog isOpen={isOpen} title="Import source addresses" onClose={onClose}>
      <ImportSteps dropped={dropped} onClose={onClose} />
    </Dialog>
  );
}

function ImportSteps({ dropped, onClose }: Omit<ImportDialogProps, 'isOpen'>) {
  const { client } = useStores();
  const [step, setStep] = useState<Step>({ kind: 'choose' });
  const [problem, setProblem] = useState<string | null>(null);
  const uploaded = useRef<string | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const attempt = (work: () => Promise<void>): void => {
    setProblem(null);
    work().catch((error: unknown) => {
      setProblem(sentenceOf(error));
      setStep({ kind: 'choose' });
    });
  };
  const read = (file: File): void =>
    attempt(async () => {
      setStep({ kind: 'reading', words: `Reading ${file.name}…` });
      const fileId = await uploadFile(client, file, (done, total) =>
        setStep({ kind: 'reading', words: `Reading ${file.name}: ${Math.floor((done / total) * 100)} %` }),
      );
      uploaded.current = fileId;
      setStep({ kind: 'reading', words: `Checking ${file.name} line by line…` });
      setStep({ kind: 'preview', fileId, report: await client.call('source.previewImport', { fileId }) });
    });
  const importAll = (fileId: string): void =>
    attempt(async () => {
      setStep({ kind: 'reading', words: 'Importing…' });
      setStep({ kind: 'done', report: await client.call('source.import', { fileId }) });
    });

  const readDropped = useRef(read);
  useEffect(() => {
    if (dropped !== null) readDropped.current(dropped);
  }, [dropped]);
  useEffect(
    () => () => {
      if (uploaded.current !== null)
        client.call('file.discard', { fileId: uploaded.current }).catch(() => undefined);
    },
    [client],
  );

  const handleDrop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const [file] = event.dataTransfer.files;
    if (file !== undefined) read(file);
  };

  const count = (report: Report, outcome: Report['lines'][number]['outcome']): number =>
    report.lines.filter((line) => line.outcome === outcome).length;

  return (
    <>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {step.kind === 'choose' ? (
        <div className={css('drop')} onDragOver={(event) => event.preventDefault()} onDrop={handleDrop}>
          <FileUp size={24} aria-hidden />
          <p>Drop a CSV file here, or choose one.</p>
          <p className={css('weak')}>
            Comma, semicolon or tab between the columns. A column named number, label, kind, outbound, inbound
            or trunk is found by its name; without a header the first column is the address and the second its
            label.
          </p>
          <Button onClick={() => input.current?.click()}>Choose a file…</Button>
          <input
            ref={input}
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            aria-label="CSV file"
            className="visually-hidden"
            tabIndex={-1}
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file !== undefined) read(file);
            }}
          />
        </div>
      ) : null}
      {step.kind === 'reading' ? (
        <p className={css('reading')} role="status">
          {step.words}
        </p>
      ) : null}
      {step.kind === 'preview' ? (
        <>
          <p role="status">
            {plural(step.report.lines.length, 'line')}; columns found:{' '}
            {step.report.columns.join(', ') || 'none'}.
          </p>
          <ImportTable lines={step.report.lines} />
          <div className={css('actions')}>
            <Button onClick={() => setStep({ kind: 'choose' })}>Choose another file</Button>
            <Button
              variant="primary"
              disabled={count(step.report, 'new') + count(step.report, 'changed') === 0}
              onClick={() => importAll(step.fileId)}
            >
              Import {formatCount(count(step.report, 'new') + count(step.report, 'changed'))}
            </Button>
          </div>
        </>
      ) : null}
      {step.kind === 'done' ? (
        <>
          <p role="status">
            {formatCount(count(step.report, 'new'))} added, {formatCount(count(step.report, 'changed'))}{' '}
            changed, {formatCount(count(step.report, 'same'))} left as they were,{' '}
            {formatCount(count(step.report, 'refused'))} refused.
          </p>
          <ImportTable lines={step.report.lines} />
          <div className={css('actions')}>
            <Button variant="primary" onClick={onClose}>
              Close
            </Button>
          </div>
        </>
      ) : null}
    </>
  );
}
