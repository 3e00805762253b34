import type { HostClient } from '#shared/rpc/host-client';

/** Puts plain text on the clipboard: by the host where it can, since the page itself is denied every permission. */
export async function copyText(client: HostClient, text: string): Promise<void> {
  if (client.capabilities.has('clipboard')) await client.call('app.writeClipboard', { text });
  else await navigator.clipboard.writeText(text);
}
