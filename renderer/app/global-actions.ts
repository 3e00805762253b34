import { sentenceOf } from './replica';
import type { TrunkView } from '#shared/model/trunk-view';
import { isActive } from '../features/trunks/trunk-state';
import { showToast } from '../ui/toast';
import type { Action } from './action-registry';
import { barTrunk } from './bar-trunk';
import { focusNextPane } from './pane-focus';
import { newMessage } from './new-message';
import { pages } from './pages';
import { hasDockRoom, hasHandsetRoom } from './room';
import type { Stores } from './stores';
import { nextTheme } from './theme';

/** The actions that are there whatever is on screen; those of the trunks follow the list. */
export function globalActions(stores: Stores, trunks: readonly TrunkView[]): readonly Action[] {
  const { navigation, app, simulator, trunks: trunkStore } = stores;
  const attempt = (work: Promise<unknown>, what: string): void => {
    work.catch((error: unknown) => showToast(what, sentenceOf(error)));
  };
  const bindOrUnbind = (trunk: TrunkView): void =>
    isActive(trunk.connection)
      ? attempt(trunkStore.unbind([trunk.id]), `${trunk.settings.name} was not unbound`)
      : attempt(trunkStore.bind([trunk.id]), `${trunk.settings.name} was not bound`);

  return [
    ...pages.map((page): Action => ({
      id: `go.${page.id}`,
      title: page.name,
      group: 'Go to',
      shortcut: page.shortcut,
      keywords: 'page open',
      run: () => navigation.goTo(page.id),
    })),
    {
      id: 'message.new',
      title: 'New message',
      group: 'Messages',
      shortcut: 'mod+shift+m',
      keywords: 'write compose send sms',
      run: () => newMessage(stores),
    },
    {
      id: 'view.handset',
      title: 'Show or hide the handset',
      group: 'Messages',
      shortcut: 'mod+shift+h',
      keywords: 'phone simulator',
      // Where it does not fit beside the conversation it has a page of its own.
      run: () => (hasHandsetRoom() ? navigation.toggleHandset() : navigation.goTo('simulator')),
    },
    {
      id: 'trunk.new',
      title: 'New trunk',
      group: 'Trunks',
      keywords: 'create add connection smsc',
      run: () => navigation.startNewTrunk(),
    },
    {
      id: 'trunk.toggle',
      title: 'Bind or unbind the chosen trunk',
      group: 'Trunks',
      shortcut: 'mod+shift+b',
      keywords: 'connect disconnect',
      run: () => {
        const trunk = barTrunk(trunks, navigation.getState().trunk);
        if (trunk !== null) bindOrUnbind(trunk);
      },
    },
    ...trunks.flatMap((trunk): readonly Action[] => [
      {
        id: `trunk.open.${trunk.id}`,
        title: `Open ${trunk.settings.name}`,
        group: 'Trunks',
        keywords: `settings edit ${trunk.settings.host} ${trunk.settings.systemId}`,
        run: () => {
          navigation.goTo('trunks');
          navigation.chooseTrunk(trunk.id);
        },
      },
      {
        id: `trunk.bind.${trunk.id}`,
        title: `${isActive(trunk.connection) ? 'Unbind' : 'Bind'} ${trunk.settings.name}`,
        group: 'Trunks',
        keywords: 'connect disconnect',
        run: () => bindOrUnbind(trunk),
      },
    ]),
    {
      id: 'trunk.demo',
      title: 'Bind the Demo trunk',
      group: 'Simulator',
      keywords: 'try first',
      run: () => attempt(trunkStore.offerDemo(), 'The Demo trunk was not bound'),
    },
    {
      id: 'simulator.start',
      title: 'Start the simulator',
      group: 'Simulator',
      run: () => attempt(simulator.start(), 'The simulator was not started'),
    },
    {
      id: 'simulator.stop',
      title: 'Stop the simulator',
      group: 'Simulator',
      run: () => attempt(simulator.stopSimulator(), 'The simulator was not stopped'),
    },
    {
      id: 'view.dock',
      title: 'Show or hide the PDU dock',
      group: 'View',
      shortcut: 'mod+j',
      keywords: 'log pdus live',
      run: () => (hasDockRoom() ? navigation.toggleDock() : navigation.goTo('log')),
    },
    {
      id: 'view.theme',
      title: 'Switch theme',
      group: 'View',
      shortcut: 'mod+shift+l',
      keywords: 'dark light system colours',
      run: () =>
        attempt(
          app.changeSettings({ theme: nextTheme(app.getState().info?.settings.theme ?? 'system') }),
          'The theme was not changed',
        ),
    },
    {
      id: 'view.next-pane',
      title: 'Next pane',
      group: 'View',
      shortcut: 'F6',
      keywords: 'focus',
      run: () => focusNextPane(document, 1),
    },
    {
      id: 'view.previous-pane',
      title: 'Previous pane',
      group: 'View',
      shortcut: 'shift+F6',
      keywords: 'focus',
      run: () => focusNextPane(document, -1),
    },
    {
      id: 'help.palette',
      title: 'Command palette',
      group: 'Help',
      shortcut: 'mod+k',
      run: () => navigation.setOverlay('palette'),
    },
    {
      id: 'help.shortcuts',
      title: 'Keyboard shortcuts',
      group: 'Help',
      shortcut: '?',
      run: () => navigation.setOverlay('shortcuts'),
    },
  ];
}
