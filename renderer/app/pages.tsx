import {
  ContactRound,
  MessageSquareText,
  RadioTower,
  ScrollText,
  Settings,
  Smartphone,
  type LucideIcon,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { MessagesPage } from '../features/conversations/messages-page';
import { PduLogPage } from '../features/pdu-log/pdu-log-page';
import { SettingsPage } from '../features/settings/settings-page';
import { SimulatorPage } from '../features/simulator/simulator-page';
import { SourcesPage } from '../features/sources/sources-page';
import { TrunksPage } from '../features/trunks/trunks-page';
import type { PageId } from './navigation-store';

export interface Page {
  readonly id: PageId;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly shortcut: string;
  readonly view: ComponentType;
}

export const pages: readonly Page[] = [
  { id: 'messages', name: 'Messages', icon: MessageSquareText, shortcut: 'mod+1', view: MessagesPage },
  { id: 'trunks', name: 'Trunks', icon: RadioTower, shortcut: 'mod+2', view: TrunksPage },
  { id: 'sources', name: 'Sources', icon: ContactRound, shortcut: 'mod+3', view: SourcesPage },
  { id: 'log', name: 'Log', icon: ScrollText, shortcut: 'mod+4', view: PduLogPage },
  { id: 'simulator', name: 'Simulator', icon: Smartphone, shortcut: 'mod+5', view: SimulatorPage },
  { id: 'settings', name: 'Settings', icon: Settings, shortcut: 'mod+6', view: SettingsPage },
];
