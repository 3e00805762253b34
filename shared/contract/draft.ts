import { z } from 'zod';
import { draft, draftKey } from '../model/draft';
import { command } from './define';

/** Drafts of one user's windows: the last one saved counts, and no event is told of them. */
export const draftContract = {
  'draft.list': command(z.strictObject({}), z.strictObject({ drafts: z.array(draft) })),
  'draft.save': command(draft.omit({ changedAtMs: true }), z.strictObject({})),
  'draft.delete': command(z.strictObject({ key: draftKey }), z.strictObject({})),
};
