import type { MessageRequest } from '#electron/smpp/session/own-requests';

/** What a request costs the rate: one for each segment and destination; nothing for what carries no message. */
export function costOf(request: MessageRequest): number {
  switch (request.command) {
    case 'submit_sm':
    case 'data_sm':
    case 'broadcast_sm':
      return 1;
    case 'submit_multi':
      return Math.max(1, request.body.destAddresses.length);
    default:
      return 0;
  }
}

/** The source address that a request is sent from; empty where it has none. */
export function sourceOf({ body }: MessageRequest): string {
  return body !== null && 'sourceAddr' in body ? body.sourceAddr : '';
}
