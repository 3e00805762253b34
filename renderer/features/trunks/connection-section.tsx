import { useFormContext, useWatch } from 'react-hook-form';
import { bindTypes, DEFAULT_SMPP_PORT, DEFAULT_SMPP_TLS_PORT } from '#shared/model/trunk';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { EditorSection } from './editor-section';
import { FormNumber, FormSelect, FormSwitch, FormText } from './form-fields';
import { TlsFields } from './tls-fields';
import { unusedPortReason, type TrunkFormInput } from './trunk-form';
import { bindTypeNames } from './trunk-state';

const bindTypeOptions = bindTypes.map((value) => ({ value, label: bindTypeNames[value] }));
const demoReason = 'Set by the built-in simulator for each run.';
const portHelp = `Default ${DEFAULT_SMPP_PORT}, 1 to 65535.`;

export function ConnectionSection({ isDemo }: { readonly isDemo: boolean }) {
  const { control, setValue } = useFormContext<TrunkFormInput>();
  const bindType = useWatch({ control, name: 'settings.bindType' }) ?? 'transceiver';
  const usesTls = useWatch({ control, name: 'settings.tls.isEnabled' }) ?? false;
  const portName = bindType === 'receiver' ? 'settings.rxPort' : 'settings.txPort';
  const port = useWatch({ control, name: portName });
  const offered = usesTls ? DEFAULT_SMPP_TLS_PORT : DEFAULT_SMPP_PORT;
  const offersPort = !isDemo && port === (usesTls ? DEFAULT_SMPP_PORT : DEFAULT_SMPP_TLS_PORT);
  const txReason = unusedPortReason('txPort', bindType);
  const rxReason = unusedPortReason('rxPort', bindType);

  return (
    <EditorSection title="Connection">
      <FormText
        name="settings.name"
        label="Friendly name"
        help="As you call it; unique. Up to 80 characters."
      />
      <FormSwitch
        name="settings.isEnabled"
        label="Enabled"
        help="On by default: it binds when saved, and when Trunkline starts."
      />
      <FormText
        name="settings.host"
        label="Host"
        isMono
        disabled={isDemo}
        help={isDemo ? demoReason : 'Name, IPv4 or IPv6 address of the SMSC.'}
      />
      <FormNumber
        name="settings.txPort"
        label="TX port"
        disabled={isDemo || txReason !== undefined}
        help={isDemo ? demoReason : (txReason ?? portHelp)}
      />
      <FormNumber
        name="settings.rxPort"
        label="RX port"
        disabled={isDemo || rxReason !== undefined}
        help={rxReason ?? (isDemo ? demoReason : portHelp)}
      />
      <FormSelect
        name="settings.bindType"
        label="Bind type"
        options={bindTypeOptions}
        help="Transceiver (default): one connection that sends and receives."
      />
      <FormSwitch
        name="settings.tls.isEnabled"
        label="Use SSL"
        disabled={isDemo}
        help={
          isDemo
            ? 'The simulator is reached on this computer only, without SSL.'
            : 'Off by default. TLS 1.2 or newer.'
        }
      />
      {offersPort ? (
        <Notice
          kind="info"
          actions={
            <Button onClick={() => setValue(portName, offered, { shouldDirty: true, shouldValidate: true })}>
              Use port {offered}
            </Button>
          }
        >
          {usesTls
            ? `With SSL most SMSCs listen on port ${DEFAULT_SMPP_TLS_PORT}. The port is still ${DEFAULT_SMPP_PORT}.`
            : `Without SSL most SMSCs listen on port ${DEFAULT_SMPP_PORT}. The port is still ${DEFAULT_SMPP_TLS_PORT}.`}
        </Notice>
      ) : null}
      {usesTls ? <TlsFields /> : null}
    </EditorSection>
  );
}
