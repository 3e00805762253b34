import { Check, ChevronDown, FileSearch, X } from 'lucide-react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { classes } from '../../ui/classes';
import { Menu, type MenuItem } from '../../ui/menu';
import { useStores } from '../../app/stores';
import styles from './source-menu.module.css';

const css = classes(styles);

/** Which log the page looks at: the live one, or a capture that was opened. */
export function SourceMenu() {
  const { captures, logPage } = useStores();
  const log = useStore(logPage, (state) => state.log);
  const source = useStore(log, (state) => state.source);
  const { opened } = useStore(captures);
  const file = useRef<HTMLInputElement>(null);
  const current = source.kind === 'live' ? null : opened.find((each) => each.captureId === source.captureId);
  const name = source.kind === 'live' ? 'Live log' : (current?.name ?? 'Capture');

  const showCapture = (captureId: number | null): void => {
    if (captureId !== null) logPage.showCapture(captureId);
  };
  const items: MenuItem[] = [
    {
      id: 'live',
      label: 'Live log',
      icon: source.kind === 'live' ? <Check size={14} /> : null,
      onSelect: () => logPage.showLive(),
    },
    ...opened.map((capture) => ({
      id: `capture-${capture.captureId}`,
      label: capture.name,
      icon: capture === current ? <Check size={14} /> : null,
      onSelect: () => showCapture(capture.captureId),
    })),
    {
      id: 'open',
      label: 'Open a capture…',
      icon: <FileSearch size={14} />,
      startsGroup: true,
      onSelect: () => file.current?.click(),
    },
    ...(current === null || current === undefined
      ? []
      : [
          {
            id: 'close',
            label: `Close ${current.name}`,
            icon: <X size={14} />,
            onSelect: () => {
              logPage.forgetCapture(current.captureId);
              void captures.close(current.captureId);
            },
          },
        ]),
  ];
  return (
    <>
      <Menu
        items={items}
        trigger={
          <button type="button" className={css('trigger')} aria-label={`Log shown: ${name}`}>
            <span className={css('name')}>{name}</span>
            <ChevronDown size={14} aria-hidden />
          </button>
        }
      />
      <input
        ref={file}
        type="file"
        accept=".pcapng,.pcap,.cap"
        hidden
        aria-label="Capture to open"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          // The same file can be chosen again.
          event.target.value = '';
          if (chosen !== undefined) void captures.openFile(chosen).then(showCapture);
        }}
      />
    </>
  );
}
