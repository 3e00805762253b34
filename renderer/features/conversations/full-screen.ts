import type { HostClient } from '#shared/rpc/host-client';

/** Makes the window fill the screen, or not: by the host where it can, else by the browser. Rejects with a sentence. */
export async function setFullScreen(client: HostClient, isFullScreen: boolean): Promise<void> {
  if (client.capabilities.has('window-controls')) {
    await client.call('app.setFullScreen', { isFullScreen });
  } else if (!isFullScreen) {
    if (document.fullscreenElement !== null) await document.exitFullscreen();
  } else if (document.fullscreenEnabled) {
    await document.documentElement.requestFullscreen();
  } else {
    throw new Error('This window cannot fill the screen.');
  }
}
