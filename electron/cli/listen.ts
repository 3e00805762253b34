import type { LastState } from '#shared/model/trunk-view';
import { pduLine } from '#shared/capture/pdu-line';
import { nsFromMs } from '#shared/capture/time-text';
import { hexFromOctets } from '#shared/lib/hex';
import { SessionJudge } from '#shared/session/session-judge';
import { ESME_ROK } from '#shared/smpp/command-status';
import { maskPasswordsAnywhere } from '#shared/smpp/mask-passwords';
import { secondsUntil, startBind, tellBindFailed, tellBound } from './bound-trunk';
import { captureHelp, captureOption, CommandCapture } from './capture-option';
import { stopRequested, writeEvent, type CliIo } from './cli-io';
import { connectionHelp, connectionOptions, readConnection } from './connection-options';
import { readSecrets } from './connection-secrets';
import { exitCodes, type ExitCode } from './exit-codes';
import { Options } from './options';
import { timeoutAfter } from './timeout';

export const listenHelp = `Usage: trunkline listen --host HOST[:PORT] --system-id ID [options]
       trunkline listen --trunk NAME [options]

Binds and prints every PDU in and out as a line of JSON, passwords masked, until it is
told to stop (Ctrl+C). Messages that come in are acknowledged. When the connection is lost
it binds again; only the first bind must succeed.

${connectionHelp('  --bind TYPE              transceiver (default), pair (transmitter and receiver) or receiver')}

  --for SECONDS            stop after so many seconds
  --count N                stop after so many messages (deliver_sm, data_sm) came in
${captureHelp}
  --json                   also what becomes of the connection as lines of JSON
`;

/** The responses that end the handling of a message that came in. */
const messageResponses: ReadonlySet<string> = new Set(['deliver_sm_resp', 'data_sm_resp']);

export async function listen(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const options = new Options(words, {
    ...connectionOptions,
    for: { type: 'string' },
    count: { type: 'string' },
    json: { type: 'boolean' },
    ...captureOption,
  });
  const isJson = options.flag('json');
  const wanted = options.count('count');
  const limitSeconds = options.seconds('for');
  const connection = await readConnection(options, io, { bindTypes: ['transceiver', 'pair', 'receiver'] });
  const { settings } = connection;
  const secrets = await readSecrets(options, io, connection);
  const capture = new CommandCapture(options, io);

  const stop = stopRequested(io);
  const limit = timeoutAfter(limitSeconds);
  const count = new Countdown(wanted);
  const judge = new SessionJudge();
  let number = 0;
  const { trunk, first } = startBind({
    io,
    capture,
    isStored: connection.stored !== null,
    settings,
    secrets,
    onPdu: (session, direction, octets, timeMs) => {
      number += 1;
      const timeNs = nsFromMs(timeMs);
      const record = { kind: 'pdu', number, session, direction, octets, timeNs, sentence: '' } as const;
      const reading = { ...judge.judge(record), alphabets: settings.alphabets };
      const line = pduLine(direction, octets, new Date(timeMs).toISOString(), reading);
      writeEvent(io, 'pdu', { ...line });
      if (direction === 'out' && messageResponses.has(line.command)) count.step();
    },
    onOctets: (direction, octets, timeMs, reason) => {
      const time = new Date(timeMs).toISOString();
      writeEvent(io, 'octets', {
        time,
        direction,
        reason,
        hex: hexFromOctets(maskPasswordsAnywhere(octets)),
      });
    },
    onRoom: () => undefined,
    onMessage: () => Promise.resolve(ESME_ROK),
    onChanged: (state, last) => {
      if (state.kind === 'logged-in') tellBound(io, isJson, settings, state);
      else if (state.kind === 'waiting' && last !== null)
        tellLost(io, isJson, secondsUntil(state, last), last);
    },
  });
  const end = Promise.race([stop.promise, limit.promise, count.done]);
  const closed = end.then(() => trunk.close());
  try {
    const bound = await first;
    if (bound.kind === 'failed') {
      tellBindFailed(io, isJson, bound);
      return exitCodes.bindFailed;
    }
    tellBound(io, isJson, settings, bound.info);
    await closed;
    return count.isOpen ? exitCodes.failed : exitCodes.ok;
  } finally {
    capture.close();
    stop.forget();
    limit.cancel();
  }
}

/** Resolves after so many steps; never without a number. */
class Countdown {
  readonly done: Promise<void>;
  #left: number | null;
  #tellDone: () => void = () => undefined;

  constructor(steps: number | null) {
    this.#left = steps;
    this.done = new Promise((resolve) => (this.#tellDone = resolve));
  }

  /** True while steps are asked for that have not been made. */
  get isOpen(): boolean {
    return this.#left !== null && this.#left > 0;
  }

  step(): void {
    if (this.#left === null) return;
    this.#left -= 1;
    if (this.#left === 0) this.#tellDone();
  }
}

function tellLost(io: CliIo, isJson: boolean, retryInSeconds: number, last: LastState): void {
  const { kind, commandStatus, sentence } = last;
  if (isJson)
    writeEvent(io, 'disconnected', { reason: kind, status: commandStatus, sentence, retryInSeconds });
  io.writeNote(`${sentence} Trying again in ${retryInSeconds} s.`);
}
