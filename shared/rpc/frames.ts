import { z } from 'zod';
import type { RpcErrorCode } from './errors';

/** Chosen by the client, unique among its calls in flight. */
const callId = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const name = z.string().min(1).max(100);

const errorCodes = {
  'unknown-command': true,
  'invalid-input': true,
  refused: true,
  'not-found': true,
  conflict: true,
  unavailable: true,
  cancelled: true,
  disconnected: true,
  internal: true,
} as const satisfies Record<RpcErrorCode, true>;
const errorCode = z.enum(Object.keys(errorCodes) as [RpcErrorCode, ...RpcErrorCode[]]);

/** What a client says. The first frame is its hello; a call before it ends the connection. */
export const clientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), protocol: z.number().int() }),
  z.strictObject({ type: z.literal('req'), id: callId, name, input: z.unknown() }),
  z.strictObject({ type: z.literal('cancel'), id: callId }),
]);
export type ClientFrame = z.infer<typeof clientFrame>;

/** What a host says. Its first frame answers the hello; `bye` says why it ends, in a sentence for the screen. */
export const hostFrame = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    protocol: z.number().int(),
    capabilities: z.array(z.string().max(100)).max(100),
  }),
  z.strictObject({ type: z.literal('ok'), id: callId, output: z.unknown() }),
  z.strictObject({
    type: z.literal('err'),
    id: callId,
    code: errorCode,
    message: z.string(),
    details: z.record(z.string(), z.string()),
  }),
  z.strictObject({ type: z.literal('evt'), name, payload: z.unknown(), seq: z.number().int() }),
  z.strictObject({ type: z.literal('bye'), message: z.string() }),
]);
export type HostFrame = z.infer<typeof hostFrame>;
