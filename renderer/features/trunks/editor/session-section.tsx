import { useFormContext, useWatch } from 'react-hook-form';
import { smppVersions } from '#shared/smpp/tables/versions';
import { FormNumber, FormSelect, FormSwitch } from './form-fields';
import type { TrunkForm } from './trunk-form';

const versionNames = { '3.3': 'SMPP 3.3', '3.4': 'SMPP 3.4', '5.0': 'SMPP 5.0' } as const;
const versionOptions = smppVersions.map((value) => ({ value, label: versionNames[value] }));
const enquireLinkModes = [
  { value: 'when-silent', label: 'When silent' },
  { value: 'always', label: 'Always' },
] as const;

export function SessionSection() {
  const { control } = useFormContext<TrunkForm>();
  const isOverruled = useWatch({ control, name: 'settings.isLowerVersionIgnored' });
  return (
    <>
      <FormSelect name="settings.version" options={versionOptions} />
      <FormSwitch
        name="settings.isLowerVersionIgnored"
        warning={
          isOverruled
            ? 'An SMSC that speaks a lower version may refuse PDUs and parameters that it does not know.'
            : undefined
        }
      />
      <FormNumber name="settings.window" />
      <FormNumber name="settings.binds" />
      <FormNumber name="settings.rate.total" suffix="/s" emptyMeans="Unlimited" />
      <FormNumber name="settings.rate.perSourceAddress" suffix="/s" emptyMeans="Off" />
      <FormSwitch name="settings.isRetryAutomatic" />
    </>
  );
}

export function TimersSection() {
  return (
    <>
      <FormNumber name="settings.timers.connectionTimeoutSeconds" suffix="s" />
      <FormNumber name="settings.timers.connectSeconds" suffix="s" />
      <FormNumber name="settings.timers.tlsHandshakeSeconds" suffix="s" />
      <FormNumber name="settings.timers.bindSeconds" suffix="s" />
      <FormNumber name="settings.timers.responseSeconds" suffix="s" />
      <FormNumber name="settings.timers.enquireLinkSeconds" suffix="s" />
      <FormSelect name="settings.timers.enquireLinkMode" options={enquireLinkModes} />
      <FormNumber name="settings.timers.enquireLinkResponseSeconds" suffix="s" />
      <FormNumber name="settings.timers.inactivitySeconds" suffix="s" />
    </>
  );
}
