import { z } from 'zod';
import { trunkId } from '../model/ids';
import { trunkSecretName, trunkSecrets, trunkSettings } from '../model/trunk';
import { testStep, timelineEntry, trunkImportEntry } from '../model/trunk-records';
import { bindView, connectionState, lastState, throttleView, trunkView } from '../model/trunk-view';
import { command, event } from './define';

const ids = z.strictObject({ ids: z.array(trunkId).min(1).max(10_000) });
const nothing = z.strictObject({});
/** What some of the trunks were refused, by name; the others were done. */
const refusals = z.strictObject({ refused: z.array(z.strictObject({ id: trunkId, sentence: z.string() })) });
/** A readable file of trunks at most. */
const trunksFile = z.string().max(8_000_000);

export const trunkContract = {
  /** Every trunk, with the number of the last event that it includes. */
  'trunk.list': command(nothing, z.strictObject({ seq: z.number().int(), trunks: z.array(trunkView) })),
  /** A copy names its `original`, which lends the secrets left out. */
  'trunk.create': command(
    z.strictObject({ settings: trunkSettings, secrets: trunkSecrets, original: trunkId.optional() }),
    trunkView,
  ),
  /** An enabled trunk binds anew with what was saved, where that changes its connection. */
  'trunk.update': command(
    z.strictObject({ id: trunkId, settings: trunkSettings, secrets: trunkSecrets }),
    trunkView,
  ),
  'trunk.delete': command(ids, nothing),
  'trunk.bind': command(ids, refusals),
  'trunk.unbind': command(ids, refusals),
  'trunk.setEnabled': command(
    z.strictObject({ ids: z.array(trunkId).min(1).max(10_000), isEnabled: z.boolean() }),
    refusals,
  ),
  /** Creates the demo trunk again, or binds the one there is. */
  'trunk.offerDemo': command(nothing, trunkView),

  /** The one way a secret comes out again: asked for by a person, limited in rate, noted in the log file. */
  'trunk.revealSecret': command(
    z.strictObject({ id: trunkId, secret: trunkSecretName }),
    z.strictObject({ secret: z.string() }),
  ),
  /** Connects, binds and unbinds with settings that need not be saved; `id` lends the secrets left out. */
  'trunk.startTest': command(
    z.strictObject({ id: trunkId.nullable(), settings: trunkSettings, secrets: trunkSecrets }),
    z.strictObject({ testId: z.string() }),
  ),
  'trunk.cancelTest': command(z.strictObject({ testId: z.string() }), nothing),
  /** Newest first; `before` continues below the oldest one seen. */
  'trunk.timeline': command(
    z.strictObject({
      id: trunkId,
      before: z.number().int().nullable(),
      limit: z.number().int().min(1).max(1000),
    }),
    z.strictObject({ entries: z.array(timelineEntry), hasMore: z.boolean() }),
  ),
  /** The timeline as CSV. */
  'trunk.exportTimeline': command(z.strictObject({ id: trunkId }), z.strictObject({ text: z.string() })),
  /** Trunks as a readable file, without passwords and keys. */
  'trunk.export': command(ids, z.strictObject({ text: z.string() })),
  /** Says what an import would change; nothing is changed. */
  'trunk.previewImport': command(
    z.strictObject({ text: trunksFile }),
    z.strictObject({ entries: z.array(trunkImportEntry) }),
  ),
  /** Imports the entries of these numbers that the preview of the same text did not refuse. */
  'trunk.import': command(
    z.strictObject({ text: trunksFile, entries: z.array(z.number().int()) }),
    z.strictObject({ entries: z.array(trunkImportEntry) }),
  ),
  /** Writes the TLS keys of the trunk's sessions from now on to a file, for Wireshark; off again with false. */
  'trunk.setKeyLog': command(
    z.strictObject({ id: trunkId, isOn: z.boolean() }),
    z.strictObject({ path: z.string().nullable() }),
  ),
  /** The local addresses that this machine connects from, and whether a translation in between may hide them. */
  'trunk.localAddresses': command(
    z.strictObject({ id: trunkId }),
    z.strictObject({ addresses: z.array(z.string()), sentence: z.string() }),
  ),

  'trunk.changed': event(trunkView),
  'trunk.deleted': event(z.strictObject({ ids: z.array(trunkId) })),
  'trunk.stateChanged': event(
    z.strictObject({
      id: trunkId,
      connection: connectionState,
      last: lastState.nullable(),
      binds: z.array(bindView),
      throttle: throttleView.nullable(),
      warnings: z.array(z.string()),
    }),
  ),
  'trunk.timelineGrew': event(z.strictObject({ id: trunkId, entry: timelineEntry })),
  /** Every step of a test again whenever one of them moved. */
  'trunk.testProgressed': event(
    z.strictObject({ testId: z.string(), steps: z.array(testStep), isOver: z.boolean() }),
  ),
  /** About once a second while messages go by: messages in and out during the last second, and what waits. */
  'trunk.rateMeasured': event(
    z.strictObject({ id: trunkId, messagesPerSecond: z.number(), queuedCount: z.number().int() }),
  ),
};
