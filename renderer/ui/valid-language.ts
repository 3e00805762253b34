/**
 * Chromium in the locale "C" calls its language "en-US@posix", which is no language tag: whatever asks `Intl` for it
 * throws, the charts as they are loaded among them, and nothing of the page would be seen. So it is put right before
 * anything else is loaded.
 */
function isValid(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

if (!isValid(navigator.language)) {
  const language = Intl.DateTimeFormat().resolvedOptions().locale;
  Object.defineProperty(navigator, 'language', { value: language, configurable: true });
  Object.defineProperty(navigator, 'languages', { value: [language], configurable: true });
}
