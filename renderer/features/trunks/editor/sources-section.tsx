import { useFormContext, useWatch } from 'react-hook-form';
import { Notice } from '../../../ui/notice';
import { NumberingFields } from './numbering-fields';
import { FormSwitch } from './form-fields';
import type { TrunkForm } from './trunk-form';

export function SourcesSection() {
  const { control } = useFormContext<TrunkForm>();
  const sources = useWatch({ control, name: 'settings.sources' });
  return (
    <>
      <FormSwitch name="settings.sources.isAnyAllowed" />
      {!sources.isAnyAllowed && sources.allowedIds.length === 0 ? (
        <Notice kind="warning">No source address is allowed: nothing may be sent over this trunk.</Notice>
      ) : null}
      <NumberingFields />
    </>
  );
}
