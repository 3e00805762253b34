import type { TrunkSettings } from './trunk';

/** What makes settings unusable although each value is allowed, at the field where it is put right. */
export interface SettingsProblem {
  /** Below the settings: `bindType`, `tls.clientCertificatePem`. */
  readonly path: string;
  /** What is wrong, and what to do. */
  readonly sentence: string;
}

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** What cannot be saved, tested or imported, although each value is allowed. */
export function settingsProblems(
  settings: Pick<TrunkSettings, 'version' | 'bindType' | 'longMessages' | 'tls'>,
): readonly SettingsProblem[] {
  return [...versionProblems(settings), ...keyProblems(settings.tls)];
}

/** Settings are stored and exported as they are; a private key belongs into the keychain. */
function keyProblems(tls: TrunkSettings['tls']): readonly SettingsProblem[] {
  return (['caPem', 'clientCertificatePem'] as const).flatMap((field) =>
    privateKey.test(tls[field])
      ? [
          {
            path: `tls.${field}`,
            sentence:
              'This text holds a private key, which would not be kept secret here. Leave only the certificates; the key has a field of its own.',
          },
        ]
      : [],
  );
}

/** SMPP 3.3 knows neither a transceiver nor TLVs (SMPP 3.4 section 1.1). */
function versionProblems(
  settings: Pick<TrunkSettings, 'version' | 'bindType' | 'longMessages'>,
): readonly SettingsProblem[] {
  if (settings.version !== '3.3') return [];
  const problems: SettingsProblem[] = [];
  if (settings.bindType === 'transceiver') {
    problems.push({
      path: 'bindType',
      sentence: 'SMPP 3.3 has no transceiver. Choose transmitter + receiver, or version 3.4.',
    });
  }
  if (settings.longMessages === 'sar' || settings.longMessages === 'payload') {
    problems.push({
      path: 'longMessages',
      sentence: 'SMPP 3.3 has no TLVs, hence neither SAR nor message_payload. Choose UDH, or version 3.4.',
    });
  }
  return problems;
}
