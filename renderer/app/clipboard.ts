import type { HostClient } from '#shared/rpc/host-client';
import { showToast } from '../ui/toast';
import { sentenceOf } from './replica';

/** A password that was copied leaves the clipboard after this. */
export const SECRET_ON_CLIPBOARD_SECONDS = 30;

/**
 * Puts plain text on the clipboard: by the host where it can, since the page itself is denied every permission.
 * Resolves to what becomes of it, in a sentence; null when nothing was copied, which was said already.
 */
export async function copyText(
  client: HostClient,
  text: string,
  clearAfterSeconds?: number,
): Promise<string | null> {
  try {
    if (client.capabilities.has('clipboard')) {
      await client.call('app.writeClipboard', {
        text,
        ...(clearAfterSeconds === undefined ? {} : { clearAfterSeconds }),
      });
      return clearAfterSeconds === undefined
        ? 'Copied.'
        : `Copied. It leaves the clipboard in ${clearAfterSeconds} s.`;
    }
    await navigator.clipboard.writeText(text);
    if (clearAfterSeconds === undefined) return 'Copied.';
    setTimeout(() => void clearIfHeld(text), clearAfterSeconds * 1000);
    return `Copied. It leaves the clipboard in ${clearAfterSeconds} s if this browser allows it and this page is in front.`;
  } catch (error) {
    showToast('Nothing was copied', sentenceOf(error));
    return null;
  }
}

/** A browser lets a page look at the clipboard only while it is in front and the user agrees; else it stays. */
async function clearIfHeld(text: string): Promise<void> {
  try {
    if ((await navigator.clipboard.readText()) === text) await navigator.clipboard.writeText('');
  } catch {
    // Said beforehand: the browser decides.
  }
}
