import { EditorSection } from './editor-section';
import { FormNumber, FormSelect, FormSwitch, type FieldName } from './form-fields';

interface TimerField {
  readonly name: FieldName;
  readonly label: string;
  readonly help: string;
  readonly limits: string;
}

const enquireLinkModes = [
  { value: 'when-silent', label: 'When silent' },
  { value: 'always', label: 'Always' },
] as const;

const attemptTimers: readonly TimerField[] = [
  {
    name: 'settings.timers.connectionTimeoutSeconds',
    label: 'Connection timeout',
    help: 'Between two attempts to connect; doubles after each failure up to 5 min.',
    limits: 'Default 10, 1 to 3600.',
  },
  {
    name: 'settings.timers.connectSeconds',
    label: 'Connect',
    help: 'For the TCP connection.',
    limits: 'Default 10, 1 to 300.',
  },
  {
    name: 'settings.timers.tlsHandshakeSeconds',
    label: 'TLS handshake',
    help: 'With SSL, after the TCP connection.',
    limits: 'Default 10, 1 to 300.',
  },
  {
    name: 'settings.timers.bindSeconds',
    label: 'Bind',
    help: 'For the answer to the bind.',
    limits: 'Default 10, 1 to 300.',
  },
  {
    name: 'settings.timers.responseSeconds',
    label: 'Response',
    help: 'For the answer to a message; after it the message is in doubt.',
    limits: 'Default 10, 1 to 3600.',
  },
];

const linkTimers: readonly TimerField[] = [
  {
    name: 'settings.timers.enquireLinkResponseSeconds',
    label: 'Link answer',
    help: 'After an enquire_link, for anything to arrive; then the link counts as broken.',
    limits: 'Default 10, 1 to 300.',
  },
  {
    name: 'settings.timers.inactivitySeconds',
    label: 'Inactivity',
    help: 'Unbinds after this long without a message.',
    limits: 'Default 0, which is off; up to 86400.',
  },
];

const timerField = (timer: TimerField) => <FormNumber key={timer.name} {...timer} suffix="s" />;

export function SessionSection() {
  return (
    <>
      <EditorSection title="Session">
        <FormNumber
          name="settings.window"
          label="Window"
          help="Requests sent before the answers to earlier ones came."
          limits="Default 10, 1 to 1000."
        />
        <FormSwitch
          name="settings.isRetryAutomatic"
          label="Retry automatically"
          help="On by default. Off: the trunk stays in Login failed or Error until you bind it."
        />
      </EditorSection>
      <EditorSection title="Timers">
        {attemptTimers.map(timerField)}
        <FormNumber
          name="settings.timers.enquireLinkSeconds"
          label="Enquire link"
          suffix="s"
          help="How often an enquire_link is sent; it keeps an idle link open."
          limits="Default 60, 1 to 86400."
        />
        <FormSelect
          name="settings.timers.enquireLinkMode"
          label="Enquire link when"
          options={enquireLinkModes}
          help="When silent (default): only if nothing was received that long."
        />
        {linkTimers.map(timerField)}
      </EditorSection>
    </>
  );
}
