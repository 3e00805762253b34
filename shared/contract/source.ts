import { z } from 'zod';
import { sourceAddressId, trunkId } from '../model/ids';
import {
  importLine,
  sourceAddressSettings,
  sourceAddressView,
  unassignedNumber,
} from '../model/source-address';
import { command, event } from './define';

/** A CSV of the address book at most: about 100,000 lines. */
const csvText = z.string().max(8_000_000);

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
      ids: z.array(sourceAddressId).min(1),
      change: z.strictObject({
        label: z.string().trim().max(80, 'Use at most 80 characters.').optional(),
        isOutboundAllowed: z.boolean().optional(),
        isInboundAllowed: z.boolean().optional(),
        inboundTrunkId: trunkId.nullable().optional(),
      }),
    }),
    z.strictObject({ sources: z.array(sourceAddressView) }),
  ),
  'source.delete': command(z.strictObject({ ids: z.array(sourceAddressId).min(1) }), z.strictObject({})),
  /** Says line by line what an import would do; nothing is changed. */
  'source.previewImport': command(
    z.strictObject({ csv: csvText }),
    z.strictObject({ lines: z.array(importLine) }),
  ),
  /** Imports what the preview of the same text did not refuse. */
  'source.import': command(z.strictObject({ csv: csvText }), z.strictObject({ lines: z.array(importLine) })),

  /** One event for all that changed together. */
  'source.changed': event(z.strictObject({ sources: z.array(sourceAddressView) })),
  'source.deleted': event(z.strictObject({ ids: z.array(sourceAddressId) })),
  'source.unassignedChanged': event(z.strictObject({ unassigned: z.array(unassignedNumber) })),
};
