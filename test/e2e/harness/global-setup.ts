import { findChromium } from '../../../scripts/lib/find-chromium.mjs';

/** Unpacks the browser once, before several workers want it at the same time. */
export default async function unpackBrowser(): Promise<void> {
  await findChromium();
}
