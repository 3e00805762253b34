import { RpcError } from '#shared/rpc/errors';
import type { HandlersOf } from '#shared/rpc/handlers';
import type { DemoSmsc } from './trunks/endpoint';

/** Stands in while this build has no simulator. */
export const noDemoSmsc: DemoSmsc = {
  credentials: () => null,
  problem: () => null,
  start: () => Promise.resolve(),
  onChanged: () => () => undefined,
};

const refuse = (): never => {
  throw new RpcError('unavailable', 'This build has no simulator.');
};

export const noSimulatorHandlers: HandlersOf<'simulator'> = {
  'simulator.get': refuse,
  'simulator.start': refuse,
  'simulator.stop': refuse,
  'simulator.handsetSend': refuse,
};
