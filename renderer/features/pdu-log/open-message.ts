import type { PduRow } from '#shared/model/pdu-row';
import type { Stores } from '../../app/stores';

const withMessage: ReadonlySet<string> = new Set(
  ['submit_sm', 'submit_multi', 'deliver_sm', 'data_sm', 'query_sm', 'cancel_sm', 'replace_sm'].flatMap(
    (command) => [command, `${command}_resp`],
  ),
);

/** Whether a row may belong to a message of the conversations. Those of a capture belong to none that is here. */
export function mayHaveMessage(row: PduRow, source: 'live' | 'capture'): boolean {
  return source === 'live' && row.kind === 'pdu' && withMessage.has(row.command);
}

/** Opens the conversation at the message behind a PDU. Resolves to a sentence where there is none. */
export async function openMessageOf(
  { client, conversations, navigation }: Pick<Stores, 'client' | 'conversations' | 'navigation'>,
  { sessionId, sequenceNumber, direction, command }: PduRow,
): Promise<string | null> {
  // A response goes the other way, under the number of its request.
  const isInbound = (direction === 'in') !== command.endsWith('_resp');
  const { message } = await client.call('message.ofPdu', { sessionId, sequenceNumber, isInbound });
  if (message === null) return 'It was deleted, or its PDU came from elsewhere, such as the simulator.';
  await conversations.showMessage(message);
  navigation.openConversation(message.conversationId);
  return null;
}
