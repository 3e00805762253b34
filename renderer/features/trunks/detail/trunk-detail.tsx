import { RadioTower } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import type { TrunkView } from '#shared/model/trunk-view';
import { readRemembered, remember } from '../../../app/remembered';
import { useNavigation, useStores, useTrunks } from '../../../app/stores';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { EmptyState } from '../../../ui/empty-state';
import { Tabs } from '../../../ui/tabs';
import { TrunkEditor } from '../editor/trunk-editor';
import { StateTab } from './state-tab';
import { TimelineTab } from './timeline-tab';
import styles from './trunk-detail.module.css';
import { TrunkHeader, type TrunkHeaderProps } from './trunk-header';

const css = classes(styles);

const tabIds = ['state', 'timeline', 'settings'] as const;
type TabId = (typeof tabIds)[number];
const KEY = 'trunk-tab';

export interface TrunkDetailProps extends Pick<TrunkHeaderProps, 'onDelete' | 'onExport'> {
  readonly trunk: TrunkView | null;
  readonly isNew: boolean;
}

export function TrunkDetail({ trunk, isNew, onDelete, onExport }: TrunkDetailProps) {
  const { navigation } = useStores();
  const copiedId = useNavigation((state) => state.copiedTrunk);
  const copied = useTrunks((state) => state.trunks.find(({ id }) => id === copiedId) ?? null);
  const isFirst = useTrunks((state) => state.trunks.length === 0);
  const [tab, setTab] = useState(() => readRemembered<TabId>(KEY, z.enum(tabIds), 'state'));
  if (isNew) {
    return (
      <div className={css('detail')}>
        <TrunkEditor
          key={`new ${copiedId ?? ''}`}
          trunk={null}
          original={copied}
          top={<h1 className={css('title')}>New trunk</h1>}
        />
      </div>
    );
  }
  if (trunk === null) {
    return (
      <EmptyState
        icon={<RadioTower size={24} />}
        title={isFirst ? 'Connect to your SMSC' : 'No trunk chosen'}
        action={<Button onClick={() => navigation.startNewTrunk()}>New trunk</Button>}
      >
        {isFirst
          ? 'Make a trunk from your provider’s sheet: host, port, system ID and password.'
          : 'Choose a trunk to see its state and settings, or make one for your SMSC.'}
      </EmptyState>
    );
  }
  return (
    <div className={css('detail')}>
      <TrunkHeader trunk={trunk} onDelete={onDelete} onExport={onExport} />
      <Tabs<TabId>
        label={trunk.settings.name}
        current={tab}
        onCurrentChange={(next) => {
          setTab(next);
          remember(KEY, next);
        }}
        items={[
          { id: 'state', name: 'State', content: <StateTab trunk={trunk} /> },
          { id: 'timeline', name: 'Timeline', content: <TimelineTab key={trunk.id} trunk={trunk} /> },
          {
            id: 'settings',
            name: 'Settings',
            isKept: true,
            content: <TrunkEditor key={trunk.id} trunk={trunk} />,
          },
        ]}
      />
    </div>
  );
}
