const STORAGE_KEY = 'trunkline.token';

/**
 * The token of the headless host: from the URL's fragment on the first load, out of which it is taken so that it is
 * neither seen nor kept in the history, and from this tab's storage when the page is loaded again.
 */
export function takeAccessToken(): string | null {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const given = fragment.get('token');
  if (given !== null) {
    sessionStorage.setItem(STORAGE_KEY, given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return given ?? sessionStorage.getItem(STORAGE_KEY);
}

/** The URL of another run, opened in the same tab, differs in the fragment alone, which loads nothing by itself. */
export function reloadOnNewToken(): void {
  window.addEventListener('hashchange', () => {
    if (!location.hash.startsWith('#token=')) return;
    takeAccessToken();
    location.reload();
  });
}
