import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Settings of the kernel that keep ordinary users from the namespaces which Chromium's sandbox is made of. */
const forbidding = [
  ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
  ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
  ['/proc/sys/user/max_user_namespaces', '0'],
];

function readSetting(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

function isSetuidRoot(path) {
  try {
    const { uid, mode } = statSync(path);
    return uid === 0 && (mode & 0o4000) !== 0;
  } catch {
    return false;
  }
}

/** Whether Chromium can build its sandbox for an ordinary user: it ends at once where it cannot. */
export function canSandbox(
  electronPath,
  platform = process.platform,
  read = readSetting,
  isHelper = isSetuidRoot,
) {
  if (platform !== 'linux') return true;
  if (isHelper(join(dirname(electronPath), 'chrome-sandbox'))) return true;
  return forbidding.every(([path, value]) => read(path) !== value);
}
