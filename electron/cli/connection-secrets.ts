import type { TrunkSecrets } from '#shared/model/trunk';
import type { CliIo } from './cli-io';
import type { Connection } from './connection-options';
import { UsageError } from './exit-codes';
import type { Options } from './options';

/**
 * The password of `--password-env`, of the stored trunk or of standard input, in this order, and the other secrets of the
 * connection. Throws a `UsageError`.
 */
export async function readSecrets(
  options: Options,
  io: CliIo,
  { stored, clientKeyPem }: Connection,
): Promise<TrunkSecrets> {
  const variable = options.text('password-env');
  const receiverVariable = options.text('rx-password-env');
  const receiverPassword =
    receiverVariable === null ? null : passwordFromEnvironment(receiverVariable, io, 'rx-password-env');
  const own = {
    ...(receiverPassword !== null && { receiverPassword }),
    ...(clientKeyPem !== null && { clientKeyPem }),
  };
  const password = variable === null ? null : passwordFromEnvironment(variable, io);
  const kept = stored === null ? {} : await stored.readSecrets(password === null);
  if (password !== null) return { ...kept, password, ...own };
  if (stored !== null) return { ...kept, ...own };
  const line = await io.readPassword();
  if (line !== null) return { password: line, ...own };
  throw new UsageError(
    'There is no password: standard input has no line. Write it there, or name an environment variable with --password-env.',
  );
}

export function passwordFromEnvironment(name: string, io: CliIo, option = 'password-env'): string {
  const value = io.environment[name];
  if (value !== undefined) return value;
  throw new UsageError(`--${option}: there is no environment variable ${name}.`);
}
