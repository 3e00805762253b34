/** Largest frame a host accepts from a client over a WebSocket: a certificate authority's PEM fits several times. */
export const MAX_CLIENT_FRAME_BYTES = 1024 * 1024;

/** Frames are JSON over a WebSocket; `undefined` members do not travel. */
export function encodeFrame(frame: unknown): string {
  return JSON.stringify(frame);
}

/** What a text frame says; `undefined`, which no frame is, when it is not JSON. */
export function decodeFrame(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
