import { describe, expect, it } from 'vitest';
import { trunkSettings } from '#shared/model/trunk';
import { aTrunk } from '#test/support/views';
import {
  lengthWarning,
  newTrunkSettings,
  noSecrets,
  passwordHelp,
  secretsToSend,
  shortMessageWarning,
  trunkFormSchema,
  unusedPortReason,
} from '../../../../../../renderer/features/trunks/editor/trunk-form';

const settings = trunkSettings.parse({ name: 'Carrier', host: 'smsc.example', systemId: 'acme' });

/** As `expect.stringMatching`, with a type. */
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

function problems(
  changed: object,
  taken: readonly string[] = [],
  secrets: object = {},
): Record<string, string> {
  const result = trunkFormSchema(taken).safeParse({
    settings: { ...settings, ...changed },
    secrets: { ...noSecrets, ...secrets },
  });
  const issues = result.success ? [] : result.error.issues;
  return Object.fromEntries(issues.map((issue) => [issue.path.join('.'), issue.message]));
}

describe('the rules of the trunk editor', () => {
  it('let a trunk with every default through', () => {
    expect(problems({})).toEqual({});
    expect(newTrunkSettings).toMatchObject({ name: '', host: '', systemId: '', txPort: 2775, window: 10 });
  });

  it('say in words what is missing or out of range', () => {
    expect(problems({ name: ' ', host: '', systemId: '' })).toEqual({
      'settings.name': 'Give the trunk a name.',
      'settings.host': 'Enter the SMSC’s host name or address.',
      'settings.systemId': 'Enter the system ID.',
    });
    expect(problems({ txPort: 65_536, rxPort: 0, window: 1.5 })).toEqual({
      'settings.txPort': 'Enter a port from 1 to 65535.',
      'settings.rxPort': 'Enter a port from 1 to 65535.',
      'settings.window': 'Enter 1 to 1000 requests.',
    });
    expect(problems({ timers: { ...settings.timers, bindSeconds: NaN } })).toEqual({
      'settings.timers.bindSeconds': 'Enter 1 to 300 seconds.',
    });
  });

  it('want a name that no other trunk has, in any case', () => {
    expect(problems({ name: 'CARRIER' }, ['Carrier '])).toEqual({
      'settings.name': 'Another trunk has this name. Choose a different one.',
    });
    expect(problems({ name: 'Carrier B' }, ['Carrier'])).toEqual({});
  });

  it('allow what is longer than specified, and warn with its length', () => {
    expect(problems({ systemId: 'x'.repeat(40) })).toEqual({});
    expect(lengthWarning('systemId', 'x'.repeat(15))).toBeUndefined();
    expect(lengthWarning('systemId', 'x'.repeat(16))).toMatch(/^16 octets, 15 are specified/);
    expect(lengthWarning('password', '123456789')).toMatch(/^9 octets, 8 are specified/);
    expect(lengthWarning('systemType', 'x'.repeat(13))).toMatch(/^13 octets, 12 are specified/);
  });
});

describe('what SMPP 3.3 does not have', () => {
  it('is refused with the reason, at the field where it is put right', () => {
    expect(problems({ version: '3.3' })).toEqual({
      'settings.bindType': matching(/^SMPP 3.3 has no transceiver/),
    });
    expect(problems({ version: '3.3', bindType: 'pair', longMessages: 'sar' })).toEqual({
      'settings.longMessages': matching(/no TLVs/),
    });
    expect(problems({ version: '3.3', bindType: 'pair', longMessages: 'udh16' })).toEqual({});
    expect(problems({ version: '5.0', longMessages: 'payload' })).toEqual({});
  });
});

describe('a private key', () => {
  it('is PEM without a passphrase, or not given', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
    expect(problems({}, [], { clientKeyPem: key })).toEqual({});
    expect(problems({}, [], { clientKeyPem: 'a key' })).toEqual({
      'secrets.clientKeyPem': matching(/as PEM/),
    });
    expect(problems({}, [], { clientKeyPem: key.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE') })).toEqual({
      'secrets.clientKeyPem': matching(/passphrase/),
    });
  });
});

describe('secretsToSend', () => {
  it('leaves out what stays, and sends an empty one for what is taken away', () => {
    expect(secretsToSend(noSecrets, new Set(), false)).toEqual({});
    expect(secretsToSend(noSecrets, new Set(), true)).toEqual({ password: '' });
    expect(secretsToSend({ ...noSecrets, password: 'a' }, new Set(), false)).toEqual({ password: 'a' });
    expect(secretsToSend(noSecrets, new Set(['clientKeyPem', 'receiverPassword']), false)).toEqual({
      clientKeyPem: '',
      receiverPassword: '',
    });
  });
});

describe('shortMessageWarning', () => {
  it('warns beyond what the version allows', () => {
    expect(shortMessageWarning(null, '3.4')).toBeUndefined();
    expect(shortMessageWarning(254, '3.4')).toBeUndefined();
    expect(shortMessageWarning(255, '5.0')).toMatch(/254 octets/);
    expect(shortMessageWarning(141, '3.3')).toMatch(/140 octets/);
    expect(shortMessageWarning(NaN, '3.3')).toBeUndefined();
  });
});

describe('unusedPortReason', () => {
  it('greys the port that the bind type does not use, with the reason', () => {
    expect(unusedPortReason('rxPort', 'transceiver')).toMatch(/TX port/);
    expect(unusedPortReason('rxPort', 'transmitter')).toMatch(/TX port/);
    expect(unusedPortReason('txPort', 'receiver')).toMatch(/RX port/);
    expect(unusedPortReason('txPort', 'transceiver')).toBeUndefined();
    expect(unusedPortReason('rxPort', 'receiver')).toBeUndefined();
  });
});

describe('passwordHelp', () => {
  it('tells where a password is or will be', () => {
    expect(passwordHelp(null, null)).toMatch(/will be stored in the keychain/);
    expect(passwordHelp(null, 'There is none.')).toMatch(/kept for this run only/);
    expect(passwordHelp(aTrunk('a'), null)).toMatch(/^Stored in the keychain/);
    expect(passwordHelp(aTrunk('a', { passwordStorage: 'this-run' }), 'There is none.')).toMatch(
      /^Kept for this run/,
    );
    expect(passwordHelp(aTrunk('a', { passwordStorage: 'simulator' }), null)).toMatch(/simulator/);
  });
});
