import type { HostClient } from '#shared/rpc/host-client';
import { showToast } from '../ui/toast';
import { sentenceOf } from './replica';

/** Puts plain text on the clipboard: by the host where it can, since the page itself is denied every permission. */
export async function copyText(client: HostClient, text: string): Promise<void> {
  try {
    if (client.capabilities.has('clipboard')) await client.call('app.writeClipboard', { text });
    else await navigator.clipboard.writeText(text);
  } catch (error) {
    showToast('Nothing was copied', sentenceOf(error));
  }
}
