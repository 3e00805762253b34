import { useFormContext, useWatch } from 'react-hook-form';
import { bindTypes, DEFAULT_SMPP_PORT, DEFAULT_SMPP_TLS_PORT, type BindType } from '#shared/model/trunk';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { bindTypeNames } from '../trunk-state';
import { FormNumber, FormSelect, FormSwitch, FormText } from './form-fields';
import { HostFields } from './host-fields';
import { ReceiverFields } from './receiver-fields';
import type { TrunkForm } from './trunk-form';

const bindTypeOptions = bindTypes.map((value) => ({ value, label: bindTypeNames[value] }));
const bindTypeHelp: Readonly<Record<BindType, string>> = {
  transceiver: 'Default: one connection that sends and receives.',
  pair: 'Two connections: messages go out over the transmitter and come in over the receiver.',
  receiver: 'Only receives: a send is refused, with this as the reason.',
  transmitter: 'Only sends; receipts and messages come in over another trunk.',
};

export function ConnectionSection({ isDemo }: { readonly isDemo: boolean }) {
  const { control } = useFormContext<TrunkForm>();
  const bindType = useWatch({ control, name: 'settings.bindType' });
  const isOutbind = useWatch({ control, name: 'settings.outbind.isEnabled' });
  const isOnDemand = useWatch({ control, name: 'settings.onDemand.isEnabled' });
  const listenAddress = useWatch({ control, name: 'settings.outbind.listenAddress' });
  const isOpen = isOutbind && !/^(127\.|::1$|localhost$)/.test(listenAddress.trim());

  return (
    <>
      <FormText name="settings.name" />
      <FormSwitch name="settings.isEnabled" />
      <FormSelect name="settings.bindType" options={bindTypeOptions} help={bindTypeHelp[bindType]} />
      <HostFields isDemo={isDemo} />
      <PortOffer isDemo={isDemo} />
      {bindType === 'transmitter' ? (
        <>
          <FormSwitch name="settings.onDemand.isEnabled" />
          {isOnDemand ? <FormNumber name="settings.onDemand.idleSeconds" suffix="s" /> : null}
        </>
      ) : null}
      {bindType === 'pair' ? <ReceiverFields /> : null}
      {isDemo ? null : <FormSwitch name="settings.outbind.isEnabled" />}
      {isOutbind && !isDemo ? (
        <>
          <FormText
            name="settings.outbind.listenAddress"
            isMono
            warning={
              isOpen
                ? 'Others in the network can reach this port. SMPP asks an SMSC that calls for no password.'
                : undefined
            }
          />
          <FormNumber name="settings.outbind.listenPort" />
          <FormText name="settings.outbind.smscSystemId" isMono />
        </>
      ) : null}
    </>
  );
}

/** After SSL was switched, offers the usual port; the port itself is never changed by that. */
function PortOffer({ isDemo }: { readonly isDemo: boolean }) {
  const { control, setValue } = useFormContext<TrunkForm>();
  const bindType = useWatch({ control, name: 'settings.bindType' });
  const usesTls = useWatch({ control, name: 'settings.tls.isEnabled' });
  const txPort = useWatch({ control, name: 'settings.txPort' });
  const rxPort = useWatch({ control, name: 'settings.rxPort' });
  const offered = usesTls ? DEFAULT_SMPP_TLS_PORT : DEFAULT_SMPP_PORT;
  const other = usesTls ? DEFAULT_SMPP_PORT : DEFAULT_SMPP_TLS_PORT;
  const names = [
    ...(bindType !== 'receiver' && txPort === other ? (['settings.txPort'] as const) : []),
    ...((bindType === 'receiver' || bindType === 'pair') && rxPort === other
      ? (['settings.rxPort'] as const)
      : []),
  ];
  if (isDemo || names.length === 0) return null;
  const use = (): void => {
    for (const name of names) setValue(name, offered, { shouldDirty: true, shouldValidate: true });
  };
  return (
    <Notice kind="info" actions={<Button onClick={use}>Use port {offered}</Button>}>
      {usesTls ? 'With' : 'Without'} SSL most SMSCs listen on port {offered}. The port is still {other}.
    </Notice>
  );
}
