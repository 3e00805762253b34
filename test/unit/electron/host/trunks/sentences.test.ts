import { describe, expect, it } from 'vitest';
import type { LinkFailure, LinkTarget } from '#electron/host/trunks/link-failure';
import { explainFailure } from '#electron/host/trunks/sentences';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import { commandStatuses } from '#shared/smpp/tables/statuses';

const target: LinkTarget = {
  address: 'smsc.example:2775',
  systemId: 'user',
  systemType: '',
  isPasswordLong: false,
  bindSeconds: 10,
  enquireLinkResponseSeconds: 10,
};
const broken = (code: string) => Object.assign(new Error(`read ${code}`), { code });
const dropped = (error: Error | null, isOrderly = false): LinkFailure => ({
  kind: 'dropped',
  end: { kind: 'closed-by-peer', isOrderly, error },
});
const wrongAnswer = (command: string, sequenceNumber: number): LinkFailure => ({
  kind: 'bind-wrong-answer',
  command,
  sequenceNumber,
  expected: { command: 'bind_transceiver_resp', sequenceNumber: 1 },
});

describe('the sentence about', () => {
  it.each<[string, LinkFailure, string]>([
    [
      'a wrong system ID',
      { kind: 'bind-refused', commandStatus: 0x0f },
      'The SMSC does not know the system ID “user” (ESME_RINVSYSID). Check its spelling, upper and lower case too, and that the account belongs to smsc.example:2775.',
    ],
    [
      'a wrong password',
      { kind: 'bind-refused', commandStatus: 0x0e },
      'The SMSC does not accept the password for “user” (ESME_RINVPASWD). Enter it again.',
    ],
    [
      'ESME_RBINDFAIL',
      { kind: 'bind-refused', commandStatus: 0x0d },
      'The SMSC refused the bind without saying why (ESME_RBINDFAIL). Most often system ID or password is wrong; otherwise check the system type (now empty), the bind type, and whether this computer’s address is admitted.',
    ],
    [
      'ESME_RALYBND',
      { kind: 'bind-refused', commandStatus: 0x05 },
      'The SMSC says that “user” is already bound (ESME_RALYBND). Another program uses this account, or the SMSC has not noticed yet that an earlier connection ended.',
    ],
    [
      'ESME_RSYSERR',
      { kind: 'bind-refused', commandStatus: 0x08 },
      'The SMSC reports a problem of its own (ESME_RSYSERR). Some SMSCs say the same for wrong credentials or a bind type that the account may not use; if it stays, ask the operator.',
    ],
    [
      'a status without words of its own',
      { kind: 'bind-refused', commandStatus: 0x101 },
      expect.stringContaining('ESME_RPROHIBITED, 0x0101'),
    ],
    [
      'a status of the vendor',
      { kind: 'bind-refused', commandStatus: 0x4a1 },
      'The SMSC refused the bind: The SMSC’s own error (0x04A1). Ask the operator what this account lacks.',
    ],
    [
      'generic_nack',
      { kind: 'bind-nack', commandStatus: 0x03 },
      expect.stringMatching(/^The SMSC answered the bind with generic_nack: .*ESME_RINVCMDID/),
    ],
    [
      'another answer',
      wrongAnswer('submit_sm_resp', 1),
      'smsc.example:2775 answered the bind with submit_sm_resp instead of bind_transceiver_resp. It may be no SMSC, or a proxy that mixes up connections; the PDU log has the octets.',
    ],
    [
      'an answer that is not even SMPP’s',
      wrongAnswer('unknown', 1),
      expect.stringContaining('with a PDU that SMPP does not know instead'),
    ],
    [
      'an answer under another number',
      wrongAnswer('bind_transceiver_resp', 8),
      'smsc.example:2775 answered with bind_transceiver_resp, but under the sequence number 8 instead of 1, so it does not count as the answer to this bind. Tell the SMSC’s operator; the PDU log has the octets.',
    ],
    [
      'a swallowed connection',
      { kind: 'bind-timeout' },
      'smsc.example:2775 took the connection but did not answer the bind within 10 s. Check that this is the SMPP port, that “Use SSL” is as the SMSC wants it, and that this computer’s address is admitted.',
    ],
    [
      'a close instead of an answer',
      { kind: 'bind-ended', end: { kind: 'closed-by-peer', isOrderly: false, error: null } },
      'smsc.example:2775 closed the connection instead of answering the bind. Many SMSCs do so when this computer’s address is not admitted, when too many are bound, or when the port expects SSL.',
    ],
    [
      'half an answer',
      {
        kind: 'bind-ended',
        end: { kind: 'closed-by-peer', isOrderly: false, error: null, halfPdu: 'Half of it came.' },
      },
      'smsc.example:2775 broke off its answer to the bind. Half of it came. The SMSC, or something in between, failed; the octets are in the PDU log.',
    ],
    [
      'half a PDU',
      {
        kind: 'dropped',
        end: {
          kind: 'closed-by-peer',
          isOrderly: false,
          error: broken('ECONNRESET'),
          halfPdu: 'Half of it came.',
        },
      },
      'The connection to smsc.example:2775 broke off. Half of it came. The SMSC, or something in between, failed; the octets are in the PDU log.',
    ],
    [
      'an unbind of the peer',
      dropped(null, true),
      'smsc.example:2775 ended the session with unbind. It may be restarting, or limit how long a session lasts.',
    ],
    [
      'a TLS alert after the handshake',
      {
        kind: 'bind-ended',
        end: {
          kind: 'closed-by-peer',
          isOrderly: false,
          error: new ConnectError('tls', 'It asks for a client certificate, and the trunk has none.'),
        },
      },
      'It asks for a client certificate, and the trunk has none.',
    ],
    [
      'a peer that disappears',
      dropped(broken('ECONNRESET')),
      'The connection to smsc.example:2775 broke (reset by the other side). The network failed, or the SMSC stopped.',
    ],
    [
      'a network that fails',
      dropped(broken('ETIMEDOUT')),
      'The connection to smsc.example:2775 broke (no acknowledgement from the other side). The network failed, or the SMSC stopped.',
    ],
    [
      'silence',
      { kind: 'dropped', end: { kind: 'enquire-link-timeout' } },
      'smsc.example:2775 sent nothing for 10 s after an enquire_link, so the link counts as broken. Check the network; the SMSC may hang.',
    ],
    [
      'no password',
      { kind: 'no-password', isKeychainAvailable: true },
      'The keychain has no password for this trunk. Edit the trunk and enter the password again.',
    ],
    [
      'a simulator that does not run',
      { kind: 'no-simulator', problem: null },
      'The built-in simulator is not running. Start it on the Simulator page; this trunk then binds by itself.',
    ],
  ])('%s', (_what, failure, sentence) => {
    expect(explainFailure(failure, target).sentence).toEqual(sentence);
  });

  it('a refused password mentions its length only where that may be the cause', () => {
    const refusal: LinkFailure = { kind: 'bind-refused', commandStatus: 0x0e };
    expect(explainFailure(refusal, target).sentence).not.toContain('longer');
    expect(explainFailure(refusal, { ...target, isPasswordLong: true }).sentence).toContain(
      'The password is longer than the 8 octets of the specification',
    );
  });

  it('the simulator passes its own words on', () => {
    const failure: LinkFailure = { kind: 'no-simulator', problem: '127.0.0.1:0 is in use.' };
    expect(explainFailure(failure, target).sentence).toBe(
      'The built-in simulator could not start: 127.0.0.1:0 is in use.',
    );
  });

  it('a connection that was not made is the engine’s', () => {
    const error = new ConnectError('refused', 'Nothing listens there.');
    expect(explainFailure({ kind: 'not-connected', error }, target)).toEqual({
      last: 'refused',
      sentence: 'Nothing listens there.',
      commandStatus: null,
      after: 'error',
      retry: 'normal',
    });
  });

  it.each(commandStatuses.filter(({ code }) => code !== 0))(
    'a bind refused with $name is whole: words, the name, and what to do',
    ({ code, name }) => {
      const { sentence, after, commandStatus } = explainFailure(
        { kind: 'bind-refused', commandStatus: code },
        target,
      );
      expect(sentence).toContain(name);
      expect(sentence).toMatch(/^[A-Z].*[a-z].*\.$/);
      expect(sentence.length).toBeLessThan(320);
      expect({ after, commandStatus }).toEqual({ after: 'login-failed', commandStatus: code });
    },
  );
});
