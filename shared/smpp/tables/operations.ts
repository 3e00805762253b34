import type { CommandName } from './commands';
import type { SmppVersion } from './versions';

/** Session states of SMPP 5.0 section 2.3; 3.4 has the same without `outbound` and `unbound`. */
export type OperationState =
  'open' | 'outbound' | 'bound_tx' | 'bound_rx' | 'bound_trx' | 'unbound' | 'closed';

/** Who sends: the client or the message centre. */
export type OperationSender = 'esme' | 'smsc';

/** In which states each side may send a request. A response goes where its request came from, while the link is up. */
export interface Operation {
  readonly esme: readonly OperationState[];
  readonly smsc: readonly OperationState[];
}

const nowhere: readonly OperationState[] = [];
const open: readonly OperationState[] = ['open'];
const unboundYet: readonly OperationState[] = ['open', 'outbound'];
const transmitting: readonly OperationState[] = ['bound_tx', 'bound_trx'];
const receiving: readonly OperationState[] = ['bound_rx', 'bound_trx'];
const bound: readonly OperationState[] = ['bound_tx', 'bound_rx', 'bound_trx'];
const anywhere: readonly OperationState[] = ['open', 'outbound', ...bound, 'unbound'];

const binds: Operation = { esme: unboundYet, smsc: nowhere };
const bindsUncalled: Operation = { esme: open, smsc: nowhere };
const byEsme: Operation = { esme: transmitting, smsc: nowhere };
const bySmsc: Operation = { esme: nowhere, smsc: receiving };

const common = {
  unbind: { esme: bound, smsc: bound },
  submit_sm: byEsme,
  submit_multi: byEsme,
  query_sm: byEsme,
  cancel_sm: byEsme,
  replace_sm: byEsme,
  deliver_sm: bySmsc,
} as const satisfies Partial<Record<CommandName, Operation>>;

const since34 = {
  ...common,
  bind_receiver: binds,
  outbind: { esme: nowhere, smsc: open },
  alert_notification: bySmsc,
} as const satisfies Partial<Record<CommandName, Operation>>;

const whileBound: Operation = { esme: bound, smsc: bound };
const always: Operation = { esme: anywhere, smsc: anywhere };

/**
 * The operation tables: SMPP 3.4 section 2.3 and 5.0 section 2.4; 3.3 by analogy. replace_sm is allowed as
 * transceiver in 3.4 too, where its table leaves it out and section 2.2 gives transceivers all operations of both. An
 * outbind asks for a receiver in 3.4 (section 2.2.1), for any bind in 5.0.
 */
export const operations: Readonly<Record<SmppVersion, Readonly<Partial<Record<CommandName, Operation>>>>> = {
  '3.3': {
    ...common,
    bind_receiver: bindsUncalled,
    bind_transmitter: bindsUncalled,
    enquire_link: whileBound,
    generic_nack: whileBound,
    param_retrieve: byEsme,
    query_last_msgs: byEsme,
    query_msg_details: byEsme,
  },
  '3.4': {
    ...since34,
    bind_transmitter: bindsUncalled,
    bind_transceiver: bindsUncalled,
    enquire_link: whileBound,
    generic_nack: whileBound,
    data_sm: whileBound,
  },
  '5.0': {
    ...since34,
    bind_transmitter: binds,
    bind_transceiver: binds,
    enquire_link: always,
    generic_nack: always,
    data_sm: { esme: transmitting, smsc: receiving },
    broadcast_sm: byEsme,
    query_broadcast_sm: byEsme,
    cancel_broadcast_sm: byEsme,
  },
};
