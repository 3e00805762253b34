import type { TrunkView } from '#shared/model/trunk-view';
import { isActive } from '../features/trunks/trunk-state';
import { showToast } from '../ui/toast';
import type { Action } from './action-registry';
import { barTrunk } from './bar-trunk';
import { sentenceOf } from './replica';
import type { Stores } from './stores';

type Link = Pick<Action, 'id' | 'title' | 'run'>;

/** What applies to a trunk's link now, by the words of its page. */
function linkActions({ trunks: store }: Stores, trunk: TrunkView): readonly Link[] {
  const { name } = trunk.settings;
  const bind = (title: string): Link => ({
    id: `trunk.bind.${trunk.id}`,
    title,
    // Its simulator may have to be started first.
    run: () => attempt(trunk.isDemo ? store.offerDemo() : store.bind([trunk.id]), `${name} was not bound`),
  });
  const unbind = (title: string): Link => ({
    id: `trunk.unbind.${trunk.id}`,
    title,
    run: () => attempt(store.unbind([trunk.id]), `${name} was not unbound`),
  });
  if (trunk.connection.kind === 'waiting') return [bind(`Bind ${name} now`), unbind(`Stop retrying ${name}`)];
  return isActive(trunk.connection) ? [unbind(`Unbind ${name}`)] : [bind(`Bind ${name}`)];
}

function attempt(work: Promise<unknown>, what: string): void {
  work.catch((error: unknown) => showToast(what, sentenceOf(error)));
}

/** The actions of the trunks: those that apply to each as it is now. */
export function trunkActions(stores: Stores, trunks: readonly TrunkView[]): readonly Action[] {
  const { navigation, trunks: store } = stores;
  const ofAll: readonly Action[] = [
    {
      id: 'trunk.new',
      title: 'New trunk',
      group: 'Trunks',
      keywords: 'create add connection smsc',
      run: () => navigation.startNewTrunk(),
    },
    ...(trunks.some((trunk) => trunk.isDemo)
      ? []
      : [
          {
            id: 'trunk.demo',
            title: 'Add the Demo trunk',
            group: 'Trunks' as const,
            keywords: 'bind simulator try first',
            run: () => attempt(store.offerDemo(), 'The Demo trunk was not added'),
          },
        ]),
    ...(trunks.length === 0
      ? []
      : [
          {
            id: 'trunk.toggle',
            title: 'Bind or unbind the chosen trunk',
            group: 'Trunks' as const,
            shortcut: 'mod+shift+b',
            keywords: 'connect disconnect',
            run: () => {
              const trunk = barTrunk(trunks, navigation.getState().trunk);
              // Of a trunk that waits: it is stopped, as the button that stands first on its page does.
              if (trunk !== null) linkActions(stores, trunk).at(-1)?.run();
            },
          },
        ]),
  ];
  const ofEach = trunks.flatMap((trunk): readonly Action[] => [
    {
      id: `trunk.open.${trunk.id}`,
      title: `Open ${trunk.settings.name}`,
      group: 'Trunks',
      keywords: `settings edit ${trunk.settings.host} ${trunk.settings.systemId}`,
      run: () =>
        navigation.leaveFor(() => {
          navigation.goTo('trunks');
          navigation.chooseTrunk(trunk.id);
        }),
    },
    ...linkActions(stores, trunk).map((link): Action => ({
      ...link,
      group: 'Trunks',
      keywords: `bind unbind connect disconnect${trunk.isDemo ? ' simulator' : ''}`,
    })),
  ]);
  return [...ofAll, ...ofEach];
}
