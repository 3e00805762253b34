import { useRef, useState } from 'react';
import type { CommandInput } from '#shared/contract/index';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';
import { downloadFile } from '../../host/file-transfer';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { SelectField } from '../../ui/select-field';
import { SwitchField } from '../../ui/switch-field';
import styles from './export-dialog.module.css';

const css = classes(styles);

type Format = CommandInput<'pduLog.export'>['format'];

const formats: readonly { readonly value: Format; readonly label: string }[] = [
  { value: 'pcapng', label: 'Capture for Wireshark (pcapng)' },
  { value: 'jsonl', label: 'JSON lines, every field' },
  { value: 'csv', label: 'CSV, one line a PDU' },
  { value: 'text', label: 'Text, every field' },
  { value: 'hex', label: 'Hexadecimal, time and trunk above' },
];

export interface ExportDialogProps {
  readonly client: HostClient;
  readonly viewId: number;
  readonly rowCount: number;
  readonly onClose: () => void;
}

/** Saves what the list shows as a file. Passwords are masked always; numbers and texts where asked. */
export function ExportDialog({ client, viewId, rowCount, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<Format>('pcapng');
  const [areNumbersMasked, setAreNumbersMasked] = useState(false);
  const [areTextsMasked, setAreTextsMasked] = useState(false);
  const [progress, setProgress] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const running = useRef<AbortController | null>(null);
  const handleClose = (): void => {
    running.current?.abort();
    onClose();
  };
  const handleExport = async (): Promise<void> => {
    const { signal } = (running.current = new AbortController());
    setProblem(null);
    setProgress('Writing…');
    try {
      const { fileId, name } = await client.call(
        'pduLog.export',
        { of: { kind: 'view', viewId }, format, masking: { areNumbersMasked, areTextsMasked } },
        { signal },
      );
      const showProgress = (done: number, total: number): void =>
        setProgress(`Saving… ${total === 0 ? 0 : Math.floor((done / total) * 100)} %`);
      await downloadFile(client, fileId, name, showProgress, signal);
      onClose();
    } catch (error) {
      if (signal.aborted) return;
      setProblem(sentenceOf(error));
      setProgress(null);
    }
  };

  return (
    <Dialog isOpen title="Export PDUs" onClose={handleClose}>
      <div className={css('content')}>
        <p>
          {rowCount === 1 ? 'The PDU' : `All ${rowCount.toLocaleString()} PDUs`} that the filter shows.
          Passwords are masked in every format.
        </p>
        <SelectField label="Format" value={format} options={formats} onChange={setFormat} />
        <SwitchField
          label="Mask numbers"
          help="The first four digits of an address stay; the others become *."
          isChecked={areNumbersMasked}
          onChange={setAreNumbersMasked}
        />
        <SwitchField
          label="Mask texts"
          help="What people wrote becomes *, its length kept."
          isChecked={areTextsMasked}
          onChange={setAreTextsMasked}
        />
        {problem === null ? null : <Notice kind="error">{problem}</Notice>}
        <footer className={css('actions')}>
          <span className={css('progress')} role="status">
            {progress ?? ''}
          </span>
          <Button onClick={handleClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={progress !== null || rowCount === 0}
            onClick={() => void handleExport()}
          >
            Export
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
