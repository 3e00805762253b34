import { startSimulator } from '#electron/host/direct/start-simulator';
import { SIMULATOR_SYSTEM_ID } from '#electron/host/simulator/simulated-session';
import type { HandsetMessage } from '#shared/model/simulator';
import { captureHelp, captureOption, CommandCapture } from './capture-option';
import { stopRequested, writeEvent, type CliIo } from './cli-io';
import { passwordFromEnvironment } from './connection-secrets';
import { addressOption } from './host-option';
import { exitCodes, UsageError, type ExitCode } from './exit-codes';
import { Options } from './options';

export const simulateHelp = `Usage: trunkline simulate --port PORT [options]

Runs an SMSC on 127.0.0.1 until it is told to stop (Ctrl+C). Every number is a handset
that takes messages; receipts come when they are asked for.

  --port PORT              port to listen on; 0 picks a free one
  --system-id ID           with a password: lets in only who logs in with them
  --password PASSWORD      the password; others on this computer can read it here
  --password-env NAME      the password is the value of this environment variable
  --rate N                 messages a second; more are refused with ESME_RTHROTTLED
  --outbind HOST:PORT      calls an ESME that listens there, and asks it to bind
  --outbind-id ID          system_id of that outbind (trunkline-sim)
${captureHelp}
  --json                   events as lines of JSON on standard output

To 12025550196 a message is refused, to …197 it expires, to …198 it is rejected, to …199
it is undeliverable. Every other number delivers: at once, or at its
schedule_delivery_time. A broadcast_sm arrives on 12025550123.
`;

const HOST = '127.0.0.1';

export async function simulate(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const options = new Options(words, {
    port: { type: 'string' },
    'system-id': { type: 'string' },
    password: { type: 'string' },
    'password-env': { type: 'string' },
    rate: { type: 'string' },
    outbind: { type: 'string' },
    'outbind-id': { type: 'string' },
    json: { type: 'boolean' },
    ...captureOption,
  });
  const isJson = options.flag('json');
  const port = options.port('port', 0);
  const credentials = readCredentials(options, io);
  const ratePerSecond = options.count('rate');
  const called = addressOption(options, 'outbind');
  const systemId = options.text('outbind-id') ?? SIMULATOR_SYSTEM_ID;
  if (called === null && options.text('outbind-id') !== null) {
    throw new UsageError('--outbind-id says who calls; --outbind HOST:PORT says whom.');
  }
  const capture = new CommandCapture(options, io);
  let sessions = 0;
  const stop = stopRequested(io);
  const started = await startSimulator({
    host: HOST,
    port,
    credentials,
    ratePerSecond,
    onHandsetMessage: (message) => tellArrival(io, isJson, message),
    openLog: (localAddress, remoteAddress) => {
      sessions += 1;
      const id = sessions;
      capture.describe({ id, name: 'Simulator', role: 'smsc', localAddress, remoteAddress });
      return {
        sessionId: id,
        recorder: {
          recordPdu: (direction, octets, timeMs) => capture.pdu(id, direction, octets, timeMs),
          recordOctets: (direction, octets, timeMs, reason) =>
            capture.octets(id, direction, octets, timeMs, reason),
        },
      };
    },
    onError: (error) => io.writeNote(`The simulator made a mistake: ${String(error)}`),
  });
  if (started.kind === 'failed') {
    capture.close();
    stop.forget();
    io.writeNote(started.sentence);
    return exitCodes.failed;
  }
  if (isJson) writeEvent(io, 'listening', { port: started.port });
  else io.writeOut(`Listening on ${HOST}:${started.port}. Press Ctrl+C to stop.`);
  const problem =
    called === null ? null : await started.call({ ...called, outbind: { systemId, password: '' } });
  if (problem !== null) io.writeNote(problem);
  else if (called !== null) tellCall(io, isJson, called);
  if (problem === null) await stop.promise;
  stop.forget();
  await started.stop();
  capture.close();
  return problem === null ? exitCodes.ok : exitCodes.failed;
}

function readCredentials(options: Options, io: CliIo): { systemId: string; password: string } | null {
  const systemId = options.text('system-id');
  const given = options.text('password');
  const variable = options.text('password-env');
  if (given !== null && variable !== null) {
    throw new UsageError('Give the password once: with --password or with --password-env.');
  }
  const password = variable === null ? given : passwordFromEnvironment(variable, io);
  if (systemId === null && password === null) return null;
  if (systemId === null || password === null) {
    throw new UsageError('--system-id and a password go together; without both, everybody is let in.');
  }
  return { systemId, password };
}

function tellCall(io: CliIo, isJson: boolean, called: { host: string; port: number }): void {
  if (isJson) writeEvent(io, 'called', called);
  else io.writeOut(`Called ${called.host}, port ${called.port}, with an outbind.`);
}

function tellArrival(io: CliIo, isJson: boolean, message: HandsetMessage): void {
  const { handset, peer, text, atMs, reason } = message;
  if (isJson) {
    const time = new Date(atMs).toISOString();
    writeEvent(io, 'arrived', { time, handset, from: peer, text, ...(reason === null ? {} : { reason }) });
  } else {
    io.writeOut(`${handset} got from ${peer}: ${text}`);
  }
}
