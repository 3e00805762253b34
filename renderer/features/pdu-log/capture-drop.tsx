import { FileSearch } from 'lucide-react';
import { useState, type DragEvent, type ReactNode } from 'react';
import { useStores } from '../../app/stores';
import { classes } from '../../ui/classes';
import styles from './capture-drop.module.css';

const css = classes(styles);

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');

/** Opens a capture that is dropped on what stands inside. */
export function CaptureDrop({ children }: { readonly children: ReactNode }) {
  const { captures, logPage } = useStores();
  const [isOver, setIsOver] = useState(false);
  return (
    <div
      className={css('place')}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setIsOver(true);
      }}
      onDragLeave={(event) => {
        // Into a part of itself is not out of it.
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) {
          setIsOver(false);
        }
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsOver(false);
        const [file] = event.dataTransfer.files;
        if (file === undefined) return;
        void captures.openFile(file).then((captureId) => {
          if (captureId !== null) logPage.showCapture(captureId);
        });
      }}
    >
      {children}
      {isOver ? (
        <p className={css('hint')}>
          <FileSearch size={24} aria-hidden />
          Drop a capture (pcap or pcapng) to open it
        </p>
      ) : null}
    </div>
  );
}
