import { randomInt } from 'node:crypto';
import { addressProblem, parseAddress, withNumbering, type SmppAddress } from '#shared/model/address';
import { createPdu, type SubmitSmBody } from '#shared/smpp/pdu';
import { dataCodingOfEncoding } from '#shared/smpp/text/data-coding';
import { planSegments } from '#shared/smpp/text/segmentation';
import { ESM_CLASS_UDHI } from '#shared/smpp/text/user-data';
import { startBind, tellBindFailed, tellBound } from './bound-trunk';
import { captureHelp, captureOption, CommandCapture } from './capture-option';
import { writeEvent, type CliIo } from './cli-io';
import { connectionHelp, connectionOptions, readConnection, type Connection } from './connection-options';
import { readSecrets } from './connection-secrets';
import { exitCodes, UsageError, type ExitCode } from './exit-codes';
import { Options } from './options';
import { Receipts, type ReceiptOf } from './receipts';
import { SubmitAll, type SegmentResult } from './submit-all';
import { timeoutAfter } from './timeout';

export const sendHelp = `Usage: trunkline send --host HOST[:PORT] --system-id ID --from A --to B --text T [options]
       trunkline send --trunk NAME --from A --to B --text T [options]

Binds, sends one message and unbinds. A long text goes out in segments, each with a
message id of its own. Nothing is kept on this computer.

${connectionHelp('  --bind TYPE              transceiver (default), pair (transmitter and receiver) or transmitter')}

Message:
  --from ADDRESS           source address; empty where the SMSC sets it
  --to ADDRESS             destination address
  --text TEXT              the text: GSM 7-bit where it can be written so, else UCS-2
  --wait-receipt SECONDS   ask for delivery receipts and wait for them so long
${captureHelp}
  --json                   events as lines of JSON on standard output
`;

/** registered_delivery: a receipt on success and on failure (SMPP 3.4 section 5.2.17). */
const RECEIPT_REQUESTED = 0x01;

export async function send(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const options = new Options(words, {
    ...connectionOptions,
    from: { type: 'string' },
    to: { type: 'string' },
    text: { type: 'string' },
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
  const bodies = messageBodies(options, waitSeconds !== null, connection);
  const secrets = await readSecrets(options, io, connection);
  const capture = new CommandCapture(options, io);

  const submitAll = new SubmitAll(bodies);
  const receipts = new Receipts((receipt) => tellReceipt(io, isJson, receipt));
  let tellLost: (reason: 'lost') => void = () => undefined;
  const lost = new Promise<'lost'>((resolve) => (tellLost = resolve));
  const { trunk, first } = startBind({
    io,
    capture,
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
    const results = await submitAll.start(trunk);
    tellResults(io, isJson, results);
    const messageIds = idsOf(results);
    receipts.expect(messageIds);
    if (messageIds.length < results.length) return exitCodes.failed;
    return waitSeconds === null
      ? exitCodes.ok
      : await waitForReceipts(io, isJson, receipts, waitSeconds, lost);
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
  io.writeNote(`${why} without the final receipt of ${messageIds.join(', ')}.`);
  return exitCodes.receipt;
}

function idsOf(results: readonly SegmentResult[]): readonly string[] {
  return results.flatMap((result) => (result.kind === 'accepted' ? [result.messageId] : []));
}

function tellResults(io: CliIo, isJson: boolean, results: readonly SegmentResult[]): void {
  const messageIds = idsOf(results);
  if (messageIds.length > 0) {
    if (isJson) writeEvent(io, 'accepted', { messageIds, segments: results.length });
    else io.writeOut(acceptedWords(messageIds));
  }
  results.forEach((result, index) => {
    if (result.kind === 'accepted') return;
    const segment = index + 1;
    if (isJson) {
      const { kind, sentence } = result;
      writeEvent(io, kind, { segment, ...(kind === 'refused' ? { status: result.status } : {}), sentence });
    }
    const which = results.length === 1 ? '' : `Part ${segment} of ${results.length}: `;
    io.writeNote(`${which}${result.sentence}`);
  });
}

function acceptedWords(messageIds: readonly string[]): string {
  const named = messageIds.filter((id) => id !== '');
  if (named.length === 0) return 'Accepted, without a message_id.';
  const rest = messageIds.length - named.length;
  return `Accepted as ${named.join(', ')}${rest === 0 ? '' : `, and ${rest} without a message_id`}.`;
}

function tellReceipt(io: CliIo, isJson: boolean, { messageId, receipt }: ReceiptOf): void {
  const { state, stat, err, doneDate } = receipt;
  if (isJson) {
    writeEvent(io, 'receipt', { messageId, state, stat, err, doneDate: doneDate?.local ?? null });
    return;
  }
  const error = err === null || /^0*$/.test(err) ? '' : ` (error ${err})`;
  io.writeOut(`Receipt of ${messageId}: ${state ?? stat ?? 'no state'}${error}.`);
}

function messageBodies(
  options: Options,
  isReceiptRequested: boolean,
  { stored, settings }: Connection,
): readonly SubmitSmBody[] {
  const source = sourceOption(options, stored);
  const destination = withNumbering(addressOption(options, 'to'), settings.numbering.destination);
  if (destination.address === '') throw new UsageError('--to is empty.');
  const plan = planSegments(options.required('text'), { reference: randomInt(256) });
  if (!plan.ok) throw new UsageError(plan.sentence);
  return plan.segments.map((segment) => {
    const { body } = createPdu('submit_sm', {
      sequenceNumber: 0,
      body: {
        sourceAddrTon: source.ton,
        sourceAddrNpi: source.npi,
        sourceAddr: source.address,
        destAddrTon: destination.ton,
        destAddrNpi: destination.npi,
        destinationAddr: destination.address,
        esmClass: segment.hasUdh ? ESM_CLASS_UDHI : 0,
        registeredDelivery: isReceiptRequested ? RECEIPT_REQUESTED : 0,
        dataCoding: dataCodingOfEncoding(plan.encoding),
        shortMessage: segment.octets,
      },
    });
    if (body === null) throw new Error('submit_sm has a body');
    return body;
  });
}

/** A stored trunk knows who may send from what, and with which TON and NPI. */
function sourceOption(options: Options, stored: Connection['stored']): SmppAddress {
  if (stored === null) return addressOption(options, 'from');
  const verdict = stored.readSourcePolicy().check(stored.settings, options.required('from'));
  if (verdict.kind === 'allowed') return verdict.address;
  throw new UsageError(`--from: ${verdict.sentence}`);
}

function addressOption(options: Options, name: 'from' | 'to'): SmppAddress {
  const address = parseAddress(options.required(name));
  const problem = addressProblem(address);
  if (problem !== null) throw new UsageError(`--${name}: ${problem}`);
  return address;
}
