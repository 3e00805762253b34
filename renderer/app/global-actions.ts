import { sentenceOf } from './replica';
import type { TrunkView } from '#shared/model/trunk-view';
import { showToast } from '../ui/toast';
import type { Action } from './action-registry';
import { settingsNames } from '../features/settings/settings-names';
import { settingsSections } from './navigation-store';
import { focusNextPane } from './pane-focus';
import { newMessage } from './new-message';
import { pages } from './pages';
import { hasDockRoom, hasHandsetRoom } from './room';
import type { Stores } from './stores';
import { nextTheme } from './theme';
import { trunkActions } from './trunk-actions';

/** The actions that are there whatever is on screen: those that apply to the trunks and the simulator as they are. */
export function globalActions(
  stores: Stores,
  trunks: readonly TrunkView[],
  isSimulatorRunning: boolean,
): readonly Action[] {
  const { navigation, app, simulator } = stores;
  const attempt = (work: Promise<unknown>, what: string): void => {
    work.catch((error: unknown) => showToast(what, sentenceOf(error)));
  };

  return [
    ...pages.map((page): Action => ({
      id: `go.${page.id}`,
      title: page.name,
      group: 'Go to',
      shortcut: page.shortcut,
      keywords: 'page open',
      run: () => navigation.goTo(page.id),
    })),
    ...settingsSections.map((section): Action => ({
      id: `settings.${section}`,
      title: `Settings: ${settingsNames[section]}`,
      group: 'Go to',
      keywords: 'preferences options',
      run: () =>
        navigation.leaveFor(() => {
          navigation.chooseSettings(section);
          navigation.goTo('settings');
        }),
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
    ...trunkActions(stores, trunks),
    {
      id: 'source.new',
      title: 'New source address',
      group: 'Sources',
      keywords: 'create add did number short code sender',
      run: () =>
        navigation.leaveFor(() => {
          navigation.goTo('sources');
          navigation.chooseSource('new');
        }),
    },
    isSimulatorRunning
      ? {
          id: 'simulator.stop',
          title: 'Stop the simulator',
          group: 'Simulator',
          run: () => attempt(simulator.stopSimulator(), 'The simulator was not stopped'),
        }
      : {
          id: 'simulator.start',
          title: 'Start the simulator',
          group: 'Simulator',
          run: () => attempt(simulator.start(), 'The simulator was not started'),
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
