import { protocol, type Session } from 'electron';
import { pageHeaders } from '#electron/host/shell/content-security-policy';
import type { PageFiles } from '#electron/host/shell/page-files';

const SCHEME = 'app';
const HOST = 'trunkline';
/** Origin of our page, and of nothing else. */
export const PAGE_ORIGIN = `${SCHEME}://${HOST}`;
export const PAGE_URL = `${PAGE_ORIGIN}/`;

/** Must run before the app is ready: the page is as good as one over HTTPS, with an origin of its own. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: false } },
  ]);
}

/** Serves the built page under `app://trunkline/`; the page itself may connect to nothing at all. */
export function setUpAppProtocol(session: Session, files: PageFiles): void {
  const headers = pageHeaders("'none'");
  session.protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url);
    const file = host === HOST && request.method === 'GET' ? await files.read(pathname) : null;
    if (file === null) return new Response(null, { status: 404, headers });
    return new Response(file.body, { headers: { ...headers, 'content-type': file.contentType } });
  });
}
