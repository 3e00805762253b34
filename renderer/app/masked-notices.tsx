import { useEffect, type ReactNode } from 'react';
import { maskText } from '#shared/model/masked-number';
import { ToastProvider } from '../ui/toast';
import { usePresentation, useStores } from './stores';

/**
 * What is told over the page and outside of it hides phone numbers as long as presentation mode does: toasts here, and
 * notifications by the host that makes them.
 */
export function MaskedNotices({ children }: { readonly children: ReactNode }) {
  const { client } = useStores();
  const areNumbersMasked = usePresentation((state) => state.isOn && state.areNumbersMasked);
  useEffect(() => {
    if (!client.capabilities.has('window-controls')) return;
    // Refused only by a host that is going away, and tells nobody anything any more.
    client.call('app.maskNotifications', { areNumbersMasked }).catch(() => undefined);
  }, [client, areNumbersMasked]);
  return <ToastProvider shown={areNumbersMasked ? maskText : asItIs}>{children}</ToastProvider>;
}

const asItIs = (text: string): string => text;
