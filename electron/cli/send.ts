import { startBind, tellBindFailed, tellBound } from './bound-trunk';
import { captureHelp, captureOption, CommandCapture } from './capture-option';
import { writeEvent, type CliIo } from './cli-io';
import { connectionHelp, connectionOptions, readConnection } from './connection-options';
import { readSecrets } from './connection-secrets';
import { exitCodes, UsageError, type ExitCode } from './exit-codes';
import { messageHelp, messageOptions, readMessages } from './message-options';
import { Options } from './options';
import { Receipts } from './receipts';
import { expectedReceipts, isAllAccepted, sentMessages, tellReceipt, tellSent } from './sent-messages';
import { SubmitAll } from './submit-all';
import { timeoutAfter } from './timeout';

export const sendHelp = `Usage: trunkline send --host HOST[:PORT] --system-id ID --from A --to B --text T [options]
       trunkline send --trunk NAME --from A --to B --text T [options]

Binds, sends a message and unbinds. A long text goes out in segments, each with a message
id of its own. Nothing is kept on this computer.

${connectionHelp('  --bind TYPE              transceiver (default), pair (transmitter and receiver) or transmitter')}

${messageHelp}
  --wait-receipt SECONDS   ask for delivery receipts and wait for them so long
${captureHelp}
  --json                   events as lines of JSON on standard output
`;

export async function send(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const options = new Options(words, {
    ...connectionOptions,
    ...messageOptions,
    'wait-receipt': { type: 'string' },
    json: { type: 'boolean' },
    ...captureOption,
  });
  const isJson = options.flag('json');
  const waitSeconds = options.seconds('wait-receipt');
  const connection = await readConnection(options, io, { bindTypes: ['transceiver', 'pair', 'transmitter'] });
  const { settings } = connection;
  if (settings.bindType === 'transmitter' && waitSeconds !== null) {
    throw new UsageError(
      '--wait-receipt needs a transceiver or a pair: receipts never come on a transmitter. Leave out one of the two.',
    );
  }
  const messages = readMessages(options, connection, waitSeconds !== null);
  for (const warning of new Set(messages.flatMap(({ warnings }) => warnings)))
    io.writeNote(`${warning} It is sent all the same.`);
  const secrets = await readSecrets(options, io, connection);
  const capture = new CommandCapture(options, io);

  const submitAll = new SubmitAll(messages.flatMap(({ requests }) => requests));
  const receipts = new Receipts(settings.receiptIds, (receipt) => tellReceipt(io, isJson, receipt));
  let tellLost: (reason: 'lost') => void = () => undefined;
  const lost = new Promise<'lost'>((resolve) => (tellLost = resolve));
  const { trunk, first } = startBind({
    io,
    capture,
    isStored: connection.stored !== null,
    settings,
    secrets,
    onPdu: () => undefined,
    onOctets: () => undefined,
    onRoom: () => submitAll.onRoom(),
    onMessage: (request) => receipts.take(request),
    onChanged: (state, last) => {
      if (state.kind === 'logged-in') return;
      submitAll.onLost(last?.sentence ?? 'The link is gone.');
      tellLost('lost');
    },
  });
  // Whatever is waited for then ends: the bind, the answers, the receipts.
  const forgetStop = io.onStop(() => void trunk.close());
  try {
    const bound = await first;
    if (bound.kind === 'failed') {
      tellBindFailed(io, isJson, bound);
      return exitCodes.bindFailed;
    }
    tellBound(io, isJson, settings, bound.info);
    const sent = sentMessages(messages, await submitAll.start(trunk));
    tellSent(io, isJson, sent);
    const expected = expectedReceipts(sent);
    receipts.expect(expected);
    const accepted = isAllAccepted(sent) ? exitCodes.ok : exitCodes.failed;
    if (waitSeconds === null || expected.length === 0) return accepted;
    // What was taken is waited for, whatever became of the rest.
    const received = await waitForReceipts(io, isJson, receipts, waitSeconds, lost);
    return accepted === exitCodes.ok ? received : accepted;
  } finally {
    await trunk.close();
    capture.close();
    forgetStop();
  }
}

async function waitForReceipts(
  io: CliIo,
  isJson: boolean,
  receipts: Receipts,
  seconds: number,
  lost: Promise<'lost'>,
): Promise<ExitCode> {
  if (receipts.missing.includes('')) {
    if (isJson) writeEvent(io, 'receiptMissing', { messageIds: receipts.missing });
    io.writeNote('The SMSC gave no message_id, so no receipt can be matched to the message.');
    return exitCodes.receipt;
  }
  const limit = timeoutAfter(seconds);
  const end = await Promise.race([receipts.allFinal, limit.promise, lost]);
  limit.cancel();
  if (end === 'final') return receipts.isAllDelivered ? exitCodes.ok : exitCodes.receipt;
  const messageIds = receipts.missing;
  if (isJson) writeEvent(io, 'receiptMissing', { messageIds });
  const why = end === 'lost' ? 'The link ended' : `${seconds} s passed`;
  io.writeNote(`${why} without the final receipt of ${[...new Set(messageIds)].join(', ')}.`);
  return exitCodes.receipt;
}
