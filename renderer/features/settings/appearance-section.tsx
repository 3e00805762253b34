import { useState } from 'react';
import type { AppInfo, AppSettings } from '#shared/model/settings';
import { sentenceOf } from '../../app/replica';
import { useStores } from '../../app/stores';
import { SelectField } from '../../ui/select-field';

const themes: readonly { value: AppSettings['theme']; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function AppearanceSection({ info }: { readonly info: AppInfo }) {
  const { app } = useStores();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  return (
    <SelectField<AppSettings['theme']>
      label="Theme"
      help="Follows the system by default."
      value={info.settings.theme}
      options={themes}
      error={problem}
      onChange={(theme) => {
        setProblem(undefined);
        app.changeSettings({ theme }).catch((error: unknown) => setProblem(sentenceOf(error)));
      }}
    />
  );
}
