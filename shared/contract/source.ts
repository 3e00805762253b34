import { z } from 'zod';
import { sourceAddressId, trunkId } from '../model/ids';
import {
  importLine,
  sourceAddressSettings,
  sourceAddressView,
  unassignedNumber,
} from '../model/source-address';
import { command, event } from './define';
import { fileId } from './file';

/** Ids that one command takes; so many fit a frame. */
export const MAX_IDS_PER_CALL = 10_000;

/** A CSV file that the client uploaded. */
const csvFile = z.strictObject({ fileId });
/** What becomes of each line of the file, and the columns that were found in it ("number", "label"). */
const importReport = z.strictObject({ columns: z.array(z.string()), lines: z.array(importLine) });

export const sourceContract = {
  'source.list': command(
    z.strictObject({}),
    z.strictObject({
      seq: z.number().int(),
      sources: z.array(sourceAddressView),
      unassigned: z.array(unassignedNumber),
    }),
  ),
  'source.create': command(z.strictObject({ settings: sourceAddressSettings }), sourceAddressView),
  'source.update': command(
    z.strictObject({ id: sourceAddressId, settings: sourceAddressSettings }),
    sourceAddressView,
  ),
  /** Changes what is given of many at once; what is left out stays. */
  'source.updateMany': command(
    z.strictObject({
      ids: z.array(sourceAddressId).min(1).max(MAX_IDS_PER_CALL),
      change: z.strictObject({
        label: z.string().trim().max(80, 'Use at most 80 characters.').optional(),
        isOutboundAllowed: z.boolean().optional(),
        isInboundAllowed: z.boolean().optional(),
        inboundTrunkId: trunkId.nullable().optional(),
      }),
    }),
    z.strictObject({ sources: z.array(sourceAddressView) }),
  ),
  'source.delete': command(
    z.strictObject({ ids: z.array(sourceAddressId).min(1).max(MAX_IDS_PER_CALL) }),
    z.strictObject({}),
  ),
  /** Says line by line what an import would do; nothing is changed. */
  'source.previewImport': command(csvFile, importReport),
  /** Imports what the preview of the same file did not refuse. */
  'source.import': command(csvFile, importReport),

  /** One event for all that changed together. */
  'source.changed': event(z.strictObject({ sources: z.array(sourceAddressView) })),
  'source.deleted': event(z.strictObject({ ids: z.array(sourceAddressId) })),
  'source.unassignedChanged': event(z.strictObject({ unassigned: z.array(unassignedNumber) })),
};
