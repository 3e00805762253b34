import { shell } from 'electron';
import type { ExternalLink } from '#electron/host/host-services';

/** The only addresses outside that are ever opened. The page names one; it never hands in an address. */
const addresses: Readonly<Record<ExternalLink, string>> = {
  smpp: 'https://smpp.org/',
  licence: 'https://opensource.org/license/mit',
  'node-download': 'https://nodejs.org/en/download',
};

export async function openExternalLink(link: ExternalLink): Promise<void> {
  await shell.openExternal(addresses[link]);
}
