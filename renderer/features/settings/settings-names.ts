import type { SettingsSection } from '../../app/navigation-store';

export const settingsNames: Readonly<Record<SettingsSection, string>> = {
  appearance: 'Appearance',
  notifications: 'Notifications',
  messages: 'Messages',
  captures: 'Captures',
  storage: 'Storage and passwords',
  about: 'About',
};
