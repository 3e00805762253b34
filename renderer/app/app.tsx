import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect, useState } from 'react';
import type { HostClient } from '#shared/rpc/host-client';
import { TooltipProvider } from '../ui/tooltip';
import { AppFrame } from './app-frame';
import { ErrorBoundary } from './error-boundary';
import { MaskedNotices } from './masked-notices';
import { createStores, StoresProvider } from './stores';

/** The window, on whatever host `client` reaches. */
export function App({ client }: { readonly client: HostClient }) {
  const [stores] = useState(() => createStores(client));
  const { composer } = stores;
  // What was typed last is kept too. Before the page is unloaded: once a reload has begun, Electron no longer listens
  // to it.
  useEffect(() => {
    const handleLeave = (): void => composer.flush();
    const events = ['beforeunload', 'pagehide'] as const;
    for (const event of events) window.addEventListener(event, handleLeave);
    return () => {
      for (const event of events) window.removeEventListener(event, handleLeave);
    };
  }, [composer]);
  return (
    <CSPProvider disableStyleElements>
      <ErrorBoundary what="Trunkline">
        <StoresProvider stores={stores}>
          <TooltipProvider delay={400}>
            <MaskedNotices>
              <AppFrame />
            </MaskedNotices>
          </TooltipProvider>
        </StoresProvider>
      </ErrorBoundary>
    </CSPProvider>
  );
}
