import { useFormContext, useWatch } from 'react-hook-form';
import { useEditor } from './editor-context';
import { FormSwitch, FormText } from './form-fields';
import { PemField } from './pem-field';
import type { TrunkForm } from './trunk-form';

export function SecuritySection() {
  const { control } = useFormContext<TrunkForm>();
  const { trunk } = useEditor();
  const tls = useWatch({ control, name: 'settings.tls' });
  const isDemo = trunk?.isDemo ?? false;
  return (
    <>
      <FormSwitch
        name="settings.tls.isEnabled"
        disabled={isDemo}
        help={isDemo ? 'The simulator is reached on this computer only, without SSL.' : undefined}
      />
      {tls.isEnabled ? (
        <>
          <FormText name="settings.tls.serverName" isMono />
          <PemField name="settings.tls.caPem" />
          <PemField name="settings.tls.clientCertificatePem" />
          <PemField name="secrets.clientKeyPem" />
          <FormText name="settings.tls.pinnedFingerprint" isMono placeholder="AB:CD:…" />
          <FormSwitch
            name="settings.tls.acceptsAnyCertificate"
            warning={
              tls.acceptsAnyCertificate
                ? 'Anyone in between can read and change what is sent, the password too. The trunk warns as long as this is on.'
                : undefined
            }
          />
        </>
      ) : null}
    </>
  );
}
