import { SplitPane, type SplitPaneProps } from '../ui/split-pane';
import { useNavigation, useStores } from './stores';

export type RememberedSplitProps = Omit<SplitPaneProps, 'savedLayout' | 'onLayout'>;

/** Two panes whose sizes are remembered under the split's id. */
export function RememberedSplit({ id, ...split }: RememberedSplitProps) {
  const { navigation } = useStores();
  const saved = useNavigation((state) => state.layouts[id]);
  return (
    <SplitPane
      {...split}
      id={`split-${id}`}
      savedLayout={saved}
      onLayout={(layout) => navigation.saveLayout(id, layout)}
    />
  );
}
