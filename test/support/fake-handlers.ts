import { contract, type CommandName } from '#shared/contract/index';
import type { Handlers } from '#shared/rpc/handlers';
import { RpcError } from '#shared/rpc/errors';

const commandNames = (Object.keys(contract) as (keyof typeof contract)[]).filter(
  (name): name is CommandName => contract[name].kind === 'command',
);

/** Handlers that refuse everything but what the test brings. */
export function fakeHandlers(own: Partial<Handlers>): Handlers {
  const refuse = (): never => {
    throw new RpcError('refused', 'Not part of this test.');
  };
  const all = Object.fromEntries(commandNames.map((name) => [name, refuse]));
  return { ...all, ...own } as Handlers;
}
