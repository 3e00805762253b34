import { RadioTower } from 'lucide-react';
import type { TrunkView } from '#shared/model/trunk-view';
import { useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import styles from './trunk-detail.module.css';
import { TrunkEditor } from './trunk-editor';
import { TrunkStatePanel } from './trunk-state-panel';

const css = classes(styles);

export interface TrunkDetailProps {
  readonly trunk: TrunkView | null;
  readonly isNew: boolean;
}

export function TrunkDetail({ trunk, isNew }: TrunkDetailProps) {
  const { navigation } = useStores();
  if (!isNew && trunk === null) {
    return (
      <EmptyState
        icon={<RadioTower size={24} />}
        title="No trunk chosen"
        action={<Button onClick={() => navigation.startNewTrunk()}>New trunk</Button>}
      >
        Choose a trunk to see its state and settings, or make one for your SMSC.
      </EmptyState>
    );
  }
  return (
    <div className={css('detail')}>
      <TrunkEditor
        key={trunk?.id ?? 'new'}
        trunk={trunk}
        top={trunk === null ? <h1 className={css('title')}>New trunk</h1> : <TrunkStatePanel trunk={trunk} />}
      />
    </div>
  );
}
