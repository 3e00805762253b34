import { z } from 'zod';
import {
  specifiedLengths,
  trunkPassword,
  trunkSettings,
  type TrunkSecrets,
  type TrunkSettings,
} from '#shared/model/trunk';
import { settingsProblems } from '#shared/model/trunk-rules';
import { freeCopyName } from '#shared/model/trunk-names';
import type { TrunkView } from '#shared/model/trunk-view';

const clientKeyPem = z
  .string()
  .max(200_000)
  .refine((text) => text.trim() === '' || /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text), {
    error: 'Enter the private key as PEM; it begins with “-----BEGIN PRIVATE KEY-----”.',
  })
  .refine((text) => !text.includes('ENCRYPTED'), {
    error:
      'The key is protected by a passphrase. Take the passphrase off first; the key is kept in the keychain.',
  });

const formShape = (takenNames: ReadonlySet<string>) =>
  z.strictObject({
    // The name is judged by itself, since what is judged of all settings waits until each of them is in order.
    settings: z
      .strictObject({
        ...trunkSettings.shape,
        name: trunkSettings.shape.name.refine((name) => !takenNames.has(name.toLocaleLowerCase()), {
          error: 'Another trunk has this name. Choose a different one.',
        }),
      })
      .superRefine((settings, context) => {
        for (const { path, sentence } of settingsProblems(settings)) {
          context.addIssue({ code: 'custom', path: path.split('.'), message: sentence });
        }
      }),
    /** Empty keeps what is stored. */
    secrets: z.strictObject({
      password: trunkPassword,
      receiverPassword: trunkPassword,
      clientKeyPem,
    }),
  });

/** What the editor edits: the settings, and secrets that go in and never come out. */
export type TrunkForm = z.output<ReturnType<typeof formShape>>;
export type SecretField = keyof TrunkForm['secrets'];

/** The rules of the model, and that the name is no other trunk's. */
export function trunkFormSchema(takenNames: readonly string[]): z.ZodType<TrunkForm, TrunkForm> {
  const taken = new Set(takenNames.map((name) => name.trim().toLocaleLowerCase()));
  // The form holds every field at all times, so that what goes in is as whole as what comes out.
  return formShape(taken) as unknown as z.ZodType<TrunkForm, TrunkForm>;
}

export const noSecrets: TrunkForm['secrets'] = { password: '', receiverPassword: '', clientKeyPem: '' };

/** A new trunk with every default of the model, and nothing in what only the user knows. */
export const newTrunkSettings: TrunkSettings = {
  ...trunkSettings.parse({ name: 'name', host: 'host', systemId: 'id' }),
  name: '',
  host: '',
  systemId: '',
};

/** The settings of another trunk under a free name; disabled, so that it does not bind beside its original. */
export function copiedSettings(original: TrunkSettings, takenNames: readonly string[]): TrunkSettings {
  return { ...original, name: freeCopyName(original.name, takenNames), isEnabled: false };
}

/**
 * What the host is told of the secrets: those typed, and an empty one for each that is taken away. A trunk that is new
 * has no password to keep, so that an empty one says so; a copy keeps those of its original.
 */
export function secretsToSend(
  typed: TrunkForm['secrets'],
  removed: ReadonlySet<SecretField>,
  hasNoneToKeep: boolean,
): TrunkSecrets {
  return {
    ...(hasNoneToKeep || typed.password !== '' || removed.has('password')
      ? { password: typed.password }
      : {}),
    ...(typed.receiverPassword !== '' || removed.has('receiverPassword')
      ? { receiverPassword: typed.receiverPassword }
      : {}),
    ...(typed.clientKeyPem !== '' || removed.has('clientKeyPem') ? { clientKeyPem: typed.clientKeyPem } : {}),
  };
}

const lengthNames = {
  systemId: 'system ID',
  password: 'password',
  systemType: 'system type',
  addressRange: 'address range',
} as const;

/** A value longer than the specification allows is warned about, never cut; undefined when it is within. */
export function lengthWarning(field: keyof typeof specifiedLengths, value: string): string | undefined {
  const limit = specifiedLengths[field];
  if (value.length <= limit) return undefined;
  return `${value.length} octets, ${limit} are specified for ${field === 'addressRange' ? 'an' : 'a'} ${lengthNames[field]}. It is sent whole; some SMSCs refuse it.`;
}

/** More octets of short_message than the version knows; undefined when it is within. */
export function shortMessageWarning(
  octets: number | null,
  version: TrunkSettings['version'],
): string | undefined {
  const limit = version === '3.3' ? 140 : 254;
  if (octets === null || !(octets > limit)) return undefined;
  return `SMPP ${version} allows ${limit} octets in short_message. Longer ones are sent; some SMSCs refuse them.`;
}

/** Why a port does not count with a bind type; undefined when it does. */
export function unusedPortReason(
  port: 'txPort' | 'rxPort',
  bindType: TrunkSettings['bindType'],
): string | undefined {
  if (port === 'rxPort' && bindType === 'transceiver') {
    return 'Not used: a transceiver has one connection, on the TX port.';
  }
  if (port === 'rxPort' && bindType === 'transmitter')
    return 'Not used: a transmitter connects to the TX port.';
  if (port === 'txPort' && bindType === 'receiver') return 'Not used: a receiver connects to the RX port.';
  return undefined;
}

/** What a trunk's stored password means for an empty field, in one line. */
export function passwordHelp(trunk: TrunkView | null, keychainSentence: string | null): string {
  const limit = `Up to ${specifiedLengths.password} octets.`;
  if (trunk === null || trunk.passwordStorage === 'none') {
    return keychainSentence === null
      ? `${limit} It will be stored in the keychain of this computer.`
      : `${limit} It will be kept for this run only.`;
  }
  if (trunk.passwordStorage === 'simulator') return 'The simulator makes a new one for each run.';
  return trunk.passwordStorage === 'keychain'
    ? 'Stored in the keychain. Leave empty to keep it.'
    : 'Kept for this run. Leave empty to keep it.';
}
