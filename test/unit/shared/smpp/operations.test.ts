import { describe, expect, it } from 'vitest';
import { isAllowed } from '#shared/smpp/operations';
import type { CommandName } from '#shared/smpp/pdu';
import type { OperationSender, OperationState } from '#shared/smpp/tables/operations';
import type { SmppVersion } from '#shared/smpp/tables/versions';

const states: readonly OperationState[] = [
  'open',
  'outbound',
  'bound_tx',
  'bound_rx',
  'bound_trx',
  'unbound',
  'closed',
];

function statesFor(command: CommandName, sender: OperationSender, version: SmppVersion): string {
  return states.filter((state) => isAllowed(command, state, sender, version)).join(' ');
}

const bound = 'bound_tx bound_rx bound_trx';
const anywhere = `open outbound ${bound} unbound`;

/** Written down from the tables of SMPP 3.4 section 2.3 and 5.0 section 2.4: command, by the ESME, by the SMSC. */
const table34: readonly (readonly [CommandName, string, string])[] = [
  ['bind_receiver', 'open outbound', ''],
  ['bind_receiver_resp', '', 'open outbound'],
  ['bind_transmitter', 'open', ''],
  ['bind_transceiver', 'open', ''],
  ['bind_transceiver_resp', '', 'open'],
  ['outbind', '', 'open'],
  ['unbind', bound, bound],
  ['unbind_resp', bound, bound],
  ['submit_sm', 'bound_tx bound_trx', ''],
  ['submit_sm_resp', '', 'bound_tx bound_trx'],
  ['submit_multi', 'bound_tx bound_trx', ''],
  ['query_sm', 'bound_tx bound_trx', ''],
  ['cancel_sm', 'bound_tx bound_trx', ''],
  ['replace_sm', 'bound_tx bound_trx', ''],
  ['deliver_sm', '', 'bound_rx bound_trx'],
  ['deliver_sm_resp', 'bound_rx bound_trx', ''],
  ['data_sm', bound, bound],
  ['data_sm_resp', bound, bound],
  ['alert_notification', '', 'bound_rx bound_trx'],
  ['enquire_link', bound, bound],
  ['enquire_link_resp', bound, bound],
  ['generic_nack', bound, bound],
  ['broadcast_sm', '', ''],
  ['param_retrieve', '', ''],
];

describe('isAllowed', () => {
  it.each(table34)('%s by the table of 3.4', (command, esme, smsc) => {
    expect([statesFor(command, 'esme', '3.4'), statesFor(command, 'smsc', '3.4')]).toEqual([esme, smsc]);
  });

  it.each<[CommandName, string, string]>([
    ['bind_receiver', 'open outbound', ''],
    ['bind_transmitter', 'open outbound', ''],
    ['bind_transceiver', 'open outbound', ''],
    ['enquire_link', anywhere, anywhere],
    ['enquire_link_resp', anywhere, anywhere],
    ['generic_nack', anywhere, anywhere],
    ['data_sm', 'bound_tx bound_trx', 'bound_rx bound_trx'],
    ['data_sm_resp', 'bound_rx bound_trx', 'bound_tx bound_trx'],
    ['broadcast_sm', 'bound_tx bound_trx', ''],
    ['query_broadcast_sm_resp', '', 'bound_tx bound_trx'],
    ['submit_sm', 'bound_tx bound_trx', ''],
  ])('%s by the table of 5.0', (command, esme, smsc) => {
    expect([statesFor(command, 'esme', '5.0'), statesFor(command, 'smsc', '5.0')]).toEqual([esme, smsc]);
  });

  it('knows what 3.3 has and has not', () => {
    expect(statesFor('bind_transceiver', 'esme', '3.3')).toBe('');
    expect(statesFor('data_sm', 'esme', '3.3')).toBe('');
    expect(statesFor('outbind', 'smsc', '3.3')).toBe('');
    expect(statesFor('bind_receiver', 'esme', '3.3')).toBe('open');
    expect(statesFor('query_last_msgs', 'esme', '3.3')).toBe('bound_tx bound_trx');
    expect(statesFor('submit_sm', 'esme', '3.3')).toBe('bound_tx bound_trx');
  });
});
