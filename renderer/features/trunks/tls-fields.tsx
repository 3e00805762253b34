import { useFormContext, useWatch } from 'react-hook-form';
import { FormSwitch, FormText, FormTextArea } from './form-fields';
import type { TrunkFormInput } from './trunk-form';

export function TlsFields() {
  const { control } = useFormContext<TrunkFormInput>();
  const acceptsAny = useWatch({ control, name: 'settings.tls.acceptsAnyCertificate' }) ?? false;
  return (
    <>
      <FormText
        name="settings.tls.serverName"
        label="Server name"
        isMono
        help="Sent as SNI, and the name that the certificate must carry. Empty: the host."
      />
      <FormTextArea
        name="settings.tls.caPem"
        label="Own authority"
        placeholder="-----BEGIN CERTIFICATE-----"
        help="Certificate of your own authority as PEM. Empty: the authorities this computer trusts."
      />
      <FormSwitch
        name="settings.tls.acceptsAnyCertificate"
        label="Any certificate"
        help="Off by default. For a first test with a certificate that cannot be checked."
        warning={
          acceptsAny
            ? 'Anyone in between can read and change what is sent, the password too. The trunk warns as long as this is on.'
            : undefined
        }
      />
    </>
  );
}
