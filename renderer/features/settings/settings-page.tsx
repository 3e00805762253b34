import { useState } from 'react';
import { MasterDetail, PaneHeader } from '../../app/master-detail';
import { useAppState } from '../../app/stores';
import { List } from '../../ui/list';
import { classes } from '../../ui/classes';
import { Notice } from '../../ui/notice';
import { AboutSection } from './about-section';
import { AppearanceSection } from './appearance-section';
import { CapturesSection } from './captures-section';
import { MessagesSection } from './messages-section';
import { NotificationsSection } from './notifications-section';
import { StorageSection } from './storage-section';
import styles from './settings-page.module.css';

const css = classes(styles);

const sections = [
  { id: 'appearance', name: 'Appearance', view: AppearanceSection },
  { id: 'notifications', name: 'Notifications', view: NotificationsSection },
  { id: 'messages', name: 'Messages', view: MessagesSection },
  { id: 'captures', name: 'Captures', view: CapturesSection },
  { id: 'storage', name: 'Storage and passwords', view: StorageSection },
  { id: 'about', name: 'About', view: AboutSection },
] as const;
type Section = (typeof sections)[number];

export function SettingsPage() {
  const problem = useAppState((state) => state.problem);
  const info = useAppState((state) => state.info);
  const [current, setCurrent] = useState<Section>(sections[0]);
  const [isDetailOpen, setIsDetailOpen] = useState(false);
  const View = current.view;
  return (
    <MasterDetail
      id="settings"
      listLabel="Settings"
      list={
        <>
          <PaneHeader title="Settings" />
          <div className={css('list')}>
            <List<Section>
              label="Settings"
              items={sections}
              rowHeightPx={28}
              keyOf={(section) => section.id}
              textOf={(section) => section.name}
              renderRow={(section) => <span className={css('row')}>{section.name}</span>}
              current={current.id}
              onCurrentChange={(id) => {
                setCurrent(sections.find((section) => section.id === id) ?? sections[0]);
                setIsDetailOpen(true);
              }}
            />
          </div>
        </>
      }
      detailLabel={current.name}
      detail={
        <div className={css('detail')}>
          <h1 className={css('title')}>{current.name}</h1>
          {problem === null ? null : <Notice kind="error">{problem}</Notice>}
          {info === null ? null : <View info={info} />}
        </div>
      }
      isDetailOpen={isDetailOpen}
      onBack={() => setIsDetailOpen(false)}
      listSizePx={220}
    />
  );
}
