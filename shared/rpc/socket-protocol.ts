/** Where the headless host takes WebSockets. */
export const SOCKET_PATH = '/wire';

/** The first frame over a WebSocket, before any greeting. */
export interface TokenFrame {
  readonly token: string;
}

/** Why the headless host closed a WebSocket (RFC 6455 section 7.4; 4000 and up are ours to give). */
export const CLOSE_CODES = {
  goingAway: 1001,
  wrongToken: 4401,
  noToken: 4408,
} as const;
