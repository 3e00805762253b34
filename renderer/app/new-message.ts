import type { Stores } from './stores';

/** Opens the new message: the one that was begun, or a fresh one. */
export function newMessage({ composer, navigation }: Pick<Stores, 'composer' | 'navigation'>): void {
  composer.dropIfEmpty('new');
  navigation.openConversation('new');
  navigation.focusComposer();
}
