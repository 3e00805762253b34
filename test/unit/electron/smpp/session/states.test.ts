import { describe, expect, it } from 'vitest';
import { judgeRequest, type Situation } from '#electron/smpp/session/judge-request';
import { sendRefusal } from '#electron/smpp/session/send-refusal';
import type { SessionRole, SessionState } from '#electron/smpp/session/session-types';
import { createPdu, responseOf, type CommandName, type Pdu } from '#shared/smpp/pdu';

const states: readonly SessionState[] = ['open', 'outbound', 'bound_tx', 'bound_rx', 'bound_trx', 'unbound'];
const requests: readonly CommandName[] = [
  'bind_receiver',
  'bind_transmitter',
  'bind_transceiver',
  'outbind',
  'unbind',
  'enquire_link',
  'submit_sm',
  'submit_multi',
  'query_sm',
  'cancel_sm',
  'replace_sm',
  'deliver_sm',
  'data_sm',
  'alert_notification',
  'broadcast_sm',
  'query_broadcast_sm',
  'cancel_broadcast_sm',
];

/**
 * SMPP 5.0 section 2.4, Table 2-1, written out: which side may send what, where. e = ESME, m = SMSC, b = both; columns
 * are open, outbound, bound_tx, bound_rx, bound_trx, unbound.
 */
const table: Readonly<Partial<Record<CommandName, string>>> = {
  bind_receiver: 'e e . . . .',
  bind_transmitter: 'e e . . . .',
  bind_transceiver: 'e e . . . .',
  outbind: 'm . . . . .',
  unbind: '. . b b b .',
  enquire_link: 'b b b b b b',
  submit_sm: '. . e . e .',
  submit_multi: '. . e . e .',
  query_sm: '. . e . e .',
  cancel_sm: '. . e . e .',
  replace_sm: '. . e . e .',
  deliver_sm: '. . . m m .',
  data_sm: '. . e m b .',
  alert_notification: '. . . m m .',
  broadcast_sm: '. . e . e .',
  query_broadcast_sm: '. . e . e .',
  cancel_broadcast_sm: '. . e . e .',
};

function mayFromTable(command: CommandName, sender: SessionRole, state: SessionState): boolean {
  const cell = (table[command] ?? '').split(' ')[states.indexOf(state)];
  return cell === 'b' || cell === (sender === 'esme' ? 'e' : 'm');
}

const cases = requests.flatMap((command) => states.map((state) => ({ command, state })));
const situation = (role: SessionRole, state: SessionState, interfaceVersion = 0x50): Situation => ({
  role,
  state,
  interfaceVersion,
  isBindPending: false,
});

describe.each(['esme', 'smsc'] as const)('in the role of %s', (role) => {
  const peer: SessionRole = role === 'esme' ? 'smsc' : 'esme';

  it.each(cases)('$command of the peer in the state $state', ({ command, state }) => {
    const pdu = createPdu(command, { sequenceNumber: 1 }) as Pdu;
    const verdict = judgeRequest(pdu, [], situation(role, state));
    const isBindWhileBound = command.startsWith('bind_') && state.startsWith('bound_');
    if (mayFromTable(command, peer, state)) expect(verdict).toMatchObject({ kind: 'handle' });
    else if (responseOf(command) === undefined) expect(verdict).toEqual({ kind: 'ignore' });
    else expect(verdict).toMatchObject({ kind: 'answer', commandStatus: isBindWhileBound ? 5 : 4 });
  });

  it.each(cases)('$command of ours in the state $state', ({ command, state }) => {
    const reason = sendRefusal(command, undefined, { role, state, interfaceVersion: 0x50, isClosing: false });
    expect(reason === null).toBe(mayFromTable(command, role, state));
  });
});

describe('the version in use', () => {
  it.each([
    ['bind_transceiver', 0x33],
    ['outbind', 0x33],
    ['data_sm', 0x33],
    ['broadcast_sm', 0x34],
    ['cancel_broadcast_sm', 0x34],
    ['param_retrieve', 0x34],
    ['query_msg_details', 0x50],
  ] as const)('does not have %s: 0x%x', (command, interfaceVersion) => {
    for (const role of ['esme', 'smsc'] as const) {
      const pdu = createPdu(command, { sequenceNumber: 1 }) as Pdu;
      expect(judgeRequest(pdu, [], situation(role, 'bound_trx', interfaceVersion))).toEqual({
        kind: 'nack',
        commandStatus: 3,
      });
    }
  });

  it('may be 3.3 with the commands that only it has', () => {
    const pdu = createPdu('query_last_msgs', { sequenceNumber: 1 }) as Pdu;
    expect(judgeRequest(pdu, [], situation('smsc', 'bound_tx', 0x33))).toMatchObject({ kind: 'handle' });
  });
});

describe('the states of a request of ours', () => {
  it('are none once the session is closed or closing', () => {
    const base = { role: 'esme', interfaceVersion: 0x34 } as const;
    expect(sendRefusal('submit_sm', undefined, { ...base, state: 'closed', isClosing: false })).toBe(
      'The session has ended.',
    );
    expect(sendRefusal('submit_sm', undefined, { ...base, state: 'bound_trx', isClosing: true })).toBe(
      'The session is being closed.',
    );
  });
});
