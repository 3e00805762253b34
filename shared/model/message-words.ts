/*
 * The words that messages are described with, apart from the schemas: what reads them back from the store is a thread
 * that needs no schemas.
 */

/** States of a message and of a segment (product rules, "Message states"). */
export const messageStates = [
  'queued',
  'sent',
  'accepted',
  'refused',
  'scheduled',
  'enroute',
  'delivered',
  'expired',
  'deleted',
  'undeliverable',
  'acknowledged',
  'unknown',
  'rejected',
  'skipped',
  'in-doubt',
  'received',
] as const;

/** The alphabets that text travels in; `gsm7` has one septet an octet, `binary` is octets and no text. */
export const textEncodings = ['gsm7', 'gsm7-packed', 'latin1', 'ascii', 'ucs2', 'binary'] as const;

/** PDUs that a message can leave as; `broadcast_sm` on trunks of version 5.0 only. */
export const messagePdus = ['submit_sm', 'data_sm', 'submit_multi', 'broadcast_sm'] as const;

/** Kinds of what happens to a message, for the icon beside the sentence. */
export const historyKinds = [
  'queued',
  'routed',
  'sent',
  'accepted',
  'refused',
  'throttled',
  'in-doubt',
  'receipt',
  'query',
  'cancel',
  'replace',
  'received',
  'answered',
  'note',
] as const;

/** The other side of the conversation that holds the broadcasts: they go to areas, and to no number. */
export const BROADCAST_PEER = 'Broadcast';
