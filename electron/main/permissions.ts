import type { Session } from 'electron';
import { PAGE_ORIGIN } from './app-protocol';

/** The page asks the host for what it needs, so it is given nothing by the browser: no camera, no clipboard, no device. */
export function setUpPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event, item) => {
    // What the page itself made (an export, a drawing) is saved where the user says; nothing is fetched from elsewhere.
    if (item.getURL().startsWith(`blob:${PAGE_ORIGIN}/`)) item.setSaveDialogOptions({ title: 'Save' });
    else event.preventDefault();
  });
}
