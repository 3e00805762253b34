import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { formatMoment } from '../../ui/format';
import { Notice } from '../../ui/notice';
import { NumberField } from '../../ui/number-field';
import { StateDot } from '../../ui/state-dot';
import { SwitchField } from '../../ui/switch-field';
import { useNow } from '../../ui/use-now';
import styles from './captures-section.module.css';
import { hoursField, megabytes, megabytesField } from './megabytes';
import page from './settings-page.module.css';

const css = classes(page, styles);

const REFRESH_MS = 5000;

/** Where every PDU is kept on disk, how much room that may take, and the files. */
export function CapturesSection() {
  const { captures, logPage, navigation } = useStores();
  const disk = useStore(captures, (state) => state.disk);
  const problem = useStore(captures, (state) => state.problem);
  const nowMs = useNow(true);
  const round = Math.floor(nowMs / REFRESH_MS);
  useEffect(() => void captures.refresh(), [captures, round]);
  if (disk === null) return problem === null ? null : <Notice kind="error">{problem}</Notice>;
  const { settings, state, sentence, usedBytes, folder } = disk;

  const handleOpen = async (name: string): Promise<void> => {
    const captureId = await captures.openStored(name);
    if (captureId === null) return;
    logPage.showCapture(captureId);
    navigation.goTo('log');
  };

  return (
    <>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      <StateDot meaning={state === 'on' ? 'ok' : state === 'off' ? 'neutral' : 'error'}>{sentence}</StateDot>
      <SwitchField
        label="Capture"
        help="On by default: as pcapng, which Wireshark opens, passwords masked. A trunk can be left out in its own settings."
        isChecked={settings.isOn}
        onChange={(isOn) => void captures.changeSettings({ isOn })}
      />
      <BytesField
        key={`limit-${settings.limitBytes}`}
        label="Room for captures"
        help={`The oldest files go when it is full. ${megabytes(usedBytes)} of it are in use.`}
        bytes={settings.limitBytes}
        onSave={(limitBytes) => void captures.changeSettings({ limitBytes })}
      />
      <BytesField
        key={`rotate-${settings.rotateBytes}`}
        label="Size of a file"
        help="A new file is begun when one is that large."
        bytes={settings.rotateBytes}
        onSave={(rotateBytes) => void captures.changeSettings({ rotateBytes })}
      />
      <HoursField
        key={`hours-${settings.rotateHours}`}
        hours={settings.rotateHours}
        onSave={(rotateHours) => void captures.changeSettings({ rotateHours })}
      />
      <dl className={css('facts')}>
        <dt>Folder</dt>
        <dd className={css('mono')}>{folder}</dd>
      </dl>
      <table className={css('files')}>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Began</th>
            <th scope="col">Trunks</th>
            <th scope="col" className={css('number')}>
              Size
            </th>
            <th scope="col">
              <span className="visually-hidden">Open it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {disk.captures.map(({ name, bytes, startedAtMs, endedAtMs, sessions }) => (
            <tr key={name}>
              <td className={css('mono')}>{name}</td>
              <td>
                {formatMoment(startedAtMs, nowMs)}
                {endedAtMs === null ? ', being written' : ''}
              </td>
              <td>{sessions.join(', ')}</td>
              <td className={css('number')}>{megabytes(bytes)}</td>
              <td>
                <Button aria-label={`Open ${name}`} onClick={() => void handleOpen(name)}>
                  Open
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface BytesFieldProps {
  readonly label: string;
  readonly help: string;
  readonly bytes: number;
  readonly onSave: (bytes: number) => void;
}

function BytesField({ label, help, bytes, onSave }: BytesFieldProps) {
  const [typed, setTyped] = useState(String(Math.round(bytes / 1_000_000)));
  const read = megabytesField(typed);
  return (
    <NumberField
      label={label}
      help={help}
      suffix="MB"
      value={typed}
      error={read.ok ? undefined : read.sentence}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (read.ok && read.bytes !== bytes) onSave(read.bytes);
      }}
    />
  );
}

interface HoursFieldProps {
  readonly hours: number;
  readonly onSave: (hours: number) => void;
}

function HoursField({ hours, onSave }: HoursFieldProps) {
  const [typed, setTyped] = useState(String(hours));
  const read = hoursField(typed);
  return (
    <NumberField
      label="Age of a file"
      help="A new file is begun when one is that old."
      suffix="hours"
      value={typed}
      error={read.ok ? undefined : read.sentence}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (read.ok && read.hours !== hours) onSave(read.hours);
      }}
    />
  );
}
