import { useEffect } from 'react';
import { useStores } from '../../app/stores';
import { showToast } from '../../ui/toast';

/** Says what a rule wants the user to know, wherever the user is, with the way to it. */
export function useRuleNotices(): void {
  const { client, navigation } = useStores();
  useEffect(
    () =>
      client.on('rule.notified', ({ conversationId, ruleName, sourceAddress, text }) =>
        showToast(`${ruleName}: message from ${sourceAddress}`, text, {
          label: 'Open',
          onSelect: () => navigation.openConversation(conversationId),
        }),
      ),
    [client, navigation],
  );
}
