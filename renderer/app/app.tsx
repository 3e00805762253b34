import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect, useState } from 'react';
import type { HostClient } from '#shared/rpc/host-client';
import { ToastProvider } from '../ui/toast';
import { TooltipProvider } from '../ui/tooltip';
import { AppFrame } from './app-frame';
import { ErrorBoundary } from './error-boundary';
import { createStores, StoresProvider } from './stores';

/** The window, on whatever host `client` reaches. */
export function App({ client }: { readonly client: HostClient }) {
  const [stores] = useState(() => createStores(client));
  const { composer, conversations } = stores;
  // What was typed last is kept too. A delete that can still be undone is meant, unless it is undone: the window takes
  // the offer with it.
  useEffect(() => {
    const handlePageHide = (): void => {
      composer.flush();
      conversations.finishDeletes();
    };
    window.addEventListener('pagehide', handlePageHide);
    return () => window.removeEventListener('pagehide', handlePageHide);
  }, [composer, conversations]);
  return (
    <CSPProvider disableStyleElements>
      <ErrorBoundary what="Trunkline">
        <StoresProvider stores={stores}>
          <TooltipProvider delay={400}>
            <ToastProvider>
              <AppFrame />
            </ToastProvider>
          </TooltipProvider>
        </StoresProvider>
      </ErrorBoundary>
    </CSPProvider>
  );
}
