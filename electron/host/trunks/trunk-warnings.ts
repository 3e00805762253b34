import type { TrunkSettings } from '#shared/model/trunk';
import type { BindView } from '#shared/model/trunk-view';
import { interfaceVersions, versionOf } from '#shared/smpp/tables/versions';

/** What stands on a trunk for as long as it is so, each as a sentence. `certificates` are those of the binds' peers. */
export function trunkWarnings(
  settings: TrunkSettings,
  binds: readonly BindView[],
  certificates: readonly string[],
): string[] {
  const { tls } = settings;
  const warnings: string[] = [];
  if (tls.isEnabled && tls.acceptsAnyCertificate && tls.pinnedFingerprint === '') {
    warnings.push(
      'Any certificate is accepted: whoever is in between can read and change what is sent. Enter the SMSC’s certificate authority or its fingerprint instead.',
    );
  }
  warnings.push(...certificates);
  const version = versionWarning(settings, binds);
  if (version !== null) warnings.push(version);
  const partial = partialWarning(binds);
  if (partial !== null) warnings.push(partial);
  return [...new Set(warnings)];
}

function versionWarning(settings: TrunkSettings, binds: readonly BindView[]): string | null {
  for (const { connection } of binds) {
    if (connection.kind !== 'logged-in' || connection.smscInterfaceVersion === null) continue;
    if (connection.smscInterfaceVersion >= interfaceVersions[settings.version]) continue;
    const stated = versionOf(connection.smscInterfaceVersion);
    if (stated === settings.version) continue;
    if (!settings.isLowerVersionIgnored && connection.version === settings.version) {
      return `The SMSC states SMPP ${stated}, which has no transceiver, but took one, so ${connection.version} is spoken.`;
    }
    return settings.isLowerVersionIgnored
      ? `The SMSC states SMPP ${stated}; ${settings.version} is spoken all the same, as this trunk is set.`
      : `The SMSC states SMPP ${stated}, lower than the ${settings.version} of this trunk, so ${connection.version} is spoken.`;
  }
  return null;
}

/** Some of several parallel binds are down while the trunk as a whole is up. */
function partialWarning(binds: readonly BindView[]): string | null {
  const up = binds.filter(({ connection }) => connection.kind === 'logged-in').length;
  const isTrying = binds.some(({ connection }) =>
    ['waiting', 'login-failed', 'error'].includes(connection.kind),
  );
  if (up === 0 || !isTrying) return null;
  return `${up} of ${binds.length} binds are logged in.`;
}
