import { useFormContext, useWatch } from 'react-hook-form';
import { idConversions } from '#shared/model/receipt-ids';
import { longMessageMethods } from '#shared/model/trunk';
import { AlphabetFields } from './alphabet-fields';
import { FormNumber, FormSelect, FormSwitch } from './form-fields';
import { conversionNames, longMessageNames } from './section-summaries';
import { shortMessageWarning, type TrunkForm } from './trunk-form';

const conversionOptions = idConversions.map((value) => ({ value, label: conversionNames[value] }));
const longMessageOptions = longMessageMethods.map((value) => ({ value, label: longMessageNames[value] }));

export function TextsSection() {
  const { control } = useFormContext<TrunkForm>();
  const octets = useWatch({ control, name: 'settings.shortMessageOctets' });
  const version = useWatch({ control, name: 'settings.version' });
  const asksForStates = useWatch({ control, name: 'settings.query.isEnabled' });
  return (
    <>
      <AlphabetFields />
      <FormSelect name="settings.receiptIds.conversion" options={conversionOptions} />
      <FormSwitch name="settings.receiptIds.ignoresPadding" />
      <FormSwitch name="settings.receiptIds.ignoresCase" />
      <FormSelect name="settings.longMessages" options={longMessageOptions} />
      <FormNumber
        name="settings.shortMessageOctets"
        suffix="octets"
        emptyMeans="Auto"
        warning={shortMessageWarning(octets, version)}
      />
      <FormSwitch name="settings.query.isEnabled" />
      {asksForStates ? (
        <>
          <FormNumber name="settings.query.everySeconds" suffix="s" />
          <FormNumber name="settings.query.times" suffix="times" />
        </>
      ) : null}
    </>
  );
}
