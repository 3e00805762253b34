import { useState } from 'react';
import type { AppInfo } from '#shared/model/settings';
import { sentenceOf } from '../../app/replica';
import { useStores } from '../../app/stores';
import { SwitchField } from '../../ui/switch-field';

export function NotificationsSection({ info }: { readonly info: AppInfo }) {
  const { app } = useStores();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  return (
    <SwitchField
      label="Trunks"
      help="On by default: a desktop notification when a trunk that was up goes down, and when it comes back."
      isChecked={info.settings.areNotificationsOn}
      error={problem}
      onChange={(areNotificationsOn) => {
        setProblem(undefined);
        app.changeSettings({ areNotificationsOn }).catch((error: unknown) => setProblem(sentenceOf(error)));
      }}
    />
  );
}
