import type { ComponentType } from 'react';
import type { AppInfo } from '#shared/model/settings';
import { MasterDetail, PaneHeader } from '../../app/master-detail';
import { settingsSections, type SettingsSection } from '../../app/navigation-store';
import { useAppState, useNavigation, useStores } from '../../app/stores';
import { List } from '../../ui/list';
import { classes } from '../../ui/classes';
import { Notice } from '../../ui/notice';
import { AboutSection } from './about-section';
import { AppearanceSection } from './appearance-section';
import { CapturesSection } from './captures-section';
import { MessagesSection } from './messages-section';
import { NotificationsSection } from './notifications-section';
import { StorageSection } from './storage-section';
import { settingsNames } from './settings-names';
import styles from './settings-page.module.css';

const css = classes(styles);

const views: Readonly<Record<SettingsSection, ComponentType<{ readonly info: AppInfo }>>> = {
  appearance: AppearanceSection,
  notifications: NotificationsSection,
  messages: MessagesSection,
  captures: CapturesSection,
  storage: StorageSection,
  about: AboutSection,
};

export function SettingsPage() {
  const problem = useAppState((state) => state.problem);
  const info = useAppState((state) => state.info);
  const { navigation } = useStores();
  const chosen = useNavigation((state) => state.settings);
  const current = chosen ?? settingsSections[0];
  const name = settingsNames[current];
  const View = views[current];
  return (
    <MasterDetail
      id="settings"
      listLabel="Settings"
      list={
        <>
          <PaneHeader title="Settings" />
          <div className={css('list')}>
            <List<SettingsSection>
              label="Settings"
              items={settingsSections}
              rowHeightPx={28}
              keyOf={(section) => section}
              textOf={(section) => settingsNames[section]}
              renderRow={(section) => <span className={css('row')}>{settingsNames[section]}</span>}
              current={current}
              onCurrentChange={(section) => navigation.chooseSettings(section as SettingsSection)}
            />
          </div>
        </>
      }
      detailLabel={`Settings: ${name}`}
      detail={
        <div className={css('detail')}>
          <h1 className={css('title')}>{name}</h1>
          {problem === null ? null : <Notice kind="error">{problem}</Notice>}
          {info === null ? null : <View info={info} />}
        </div>
      }
      isDetailOpen={chosen !== null}
      onBack={() => navigation.chooseSettings(null)}
      listSizePx={220}
    />
  );
}
