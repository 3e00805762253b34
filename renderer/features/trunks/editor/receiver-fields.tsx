import { useFormContext, useWatch } from 'react-hook-form';
import { FormSwitch, FormText } from './form-fields';
import { SecretText } from './secret-fields';
import { lengthWarning, type TrunkForm } from './trunk-form';

/** What the receiver of a pair has of its own. */
export function ReceiverFields() {
  const { control } = useFormContext<TrunkForm>();
  const receiver = useWatch({ control, name: 'settings.receiver' });
  return (
    <>
      <FormSwitch name="settings.receiver.isSeparate" />
      {receiver.isSeparate ? (
        <>
          <FormText name="settings.receiver.host" isMono />
          <FormText
            name="settings.receiver.systemId"
            isMono
            warning={lengthWarning('systemId', receiver.systemId)}
          />
          <SecretText name="receiverPassword" />
          <FormText
            name="settings.receiver.systemType"
            isMono
            warning={lengthWarning('systemType', receiver.systemType)}
          />
        </>
      ) : null}
    </>
  );
}
