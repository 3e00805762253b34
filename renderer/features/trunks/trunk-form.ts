import { z } from 'zod';
import { specifiedLengths, trunkPassword, trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';

/** What the editor edits: the settings, and a password that goes in and never comes out. */
export type TrunkForm = z.infer<ReturnType<typeof trunkFormSchema>>;
/** The same before the rules have filled in defaults. */
export type TrunkFormInput = z.input<ReturnType<typeof trunkFormSchema>>;

/** The rules of the model, and that the name is no other trunk's. */
export function trunkFormSchema(takenNames: readonly string[]) {
  const taken = new Set(takenNames.map((name) => name.trim().toLocaleLowerCase()));
  return z.strictObject({
    settings: trunkSettings.superRefine(({ name }, context) => {
      if (!taken.has(name.toLocaleLowerCase())) return;
      context.addIssue({
        code: 'custom',
        path: ['name'],
        message: 'Another trunk has this name. Choose a different one.',
      });
    }),
    password: trunkPassword,
  });
}

/** A new trunk with every default of the model, and nothing in what only the user knows. */
export const newTrunkSettings: TrunkSettings = {
  ...trunkSettings.parse({ name: 'name', host: 'host', systemId: 'id' }),
  name: '',
  host: '',
  systemId: '',
};

const lengthNames = {
  systemId: 'system ID',
  password: 'password',
  systemType: 'system type',
  addressRange: 'address range',
} as const;

/** A value longer than the specification allows is warned about, never cut; null when it is within. */
export function lengthWarning(field: keyof typeof specifiedLengths, value: string): string | undefined {
  const limit = specifiedLengths[field];
  if (value.length <= limit) return undefined;
  return `${value.length} octets, ${limit} are specified for a ${lengthNames[field]}. It is sent whole; some SMSCs refuse it.`;
}

/** Why a port does not count with a bind type; null when it does. */
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
