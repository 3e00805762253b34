import { useFormContext, useWatch } from 'react-hook-form';
import { useAppState } from '../../../app/stores';
import { Notice } from '../../../ui/notice';
import { useEditor } from './editor-context';
import { FormNumber, FormText } from './form-fields';
import { SecretText } from './secret-fields';
import { lengthWarning, type TrunkForm } from './trunk-form';

export function CredentialsSection() {
  const { control } = useFormContext<TrunkForm>();
  const { trunk } = useEditor();
  const keychain = useAppState((state) => state.info?.keychain);
  const systemId = useWatch({ control, name: 'settings.systemId' });
  const systemType = useWatch({ control, name: 'settings.systemType' });
  const range = useWatch({ control, name: 'settings.addressRange.range' });
  const isDemo = trunk?.isDemo ?? false;

  return (
    <>
      {keychain?.kind === 'unavailable' && !isDemo ? (
        <Notice kind="warning">{keychain.sentence}</Notice>
      ) : null}
      <FormText
        name="settings.systemId"
        isMono
        disabled={isDemo}
        warning={isDemo ? undefined : lengthWarning('systemId', systemId)}
        help={isDemo ? 'Set by the built-in simulator for each run.' : undefined}
      />
      <SecretText name="password" />
      <FormText name="settings.systemType" isMono warning={lengthWarning('systemType', systemType)} />
      <FormText name="settings.addressRange.range" isMono warning={lengthWarning('addressRange', range)} />
      <FormNumber name="settings.addressRange.ton" />
      <FormNumber name="settings.addressRange.npi" />
    </>
  );
}
