import { openSystemKeychain } from '#electron/host/secrets/keychain';
import { Secrets } from '#electron/host/secrets/secrets';
import { systemClock } from '#electron/smpp/system-clock';

/**
 * Runs one step against the keychain of the session that this process was started in, and prints what came of it as a
 * line of JSON: `save <account> <password>`, `read <account>` or `forget <account>`.
 */
const [, , step = '', account = '', password = ''] = process.argv;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const secrets = new Secrets({ openKeychain: openSystemKeychain, clock: systemClock, logger: quiet });

const probed = await secrets.probe();
let result: unknown = null;
if (step === 'save') result = await secrets.save(account, password);
else if (step === 'forget') await secrets.forget(account);
else result = await secrets.read(account);
process.stdout.write(`${JSON.stringify({ step, probed: probed.kind, result, status: secrets.status })}\n`);
