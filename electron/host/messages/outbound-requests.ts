import type { CarriedDestination, NewOutbound } from '#electron/host/storage/stored-records';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import { requestOfSegment } from './message-pdu';

/** The PDUs of a message, one for each segment; `carried` are the other destinations of a submit_multi. */
export function requestsOf(
  message: NewOutbound,
  carried: readonly CarriedDestination[] = [],
): MessageRequest[] {
  const { id, pdu, source, destination, dataCoding, isReceiptRequested, fields } = message;
  return message.segments.map((segment, index) =>
    requestOfSegment({
      messageId: id,
      number: index + 1,
      pdu,
      source,
      destination,
      ...segment,
      dataCoding,
      isReceiptRequested,
      fields,
      carried,
    }),
  );
}
