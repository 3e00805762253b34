import { z } from 'zod';

const MAX_DRAFT_CHARACTERS = 100_000;

/** A message being written: of a conversation by its id, or of the composer under a name of its own. */
export const draftKey = z.string().min(1).max(80);

/** `content` is the composer's; the host keeps it as it is. */
export const draft = z.strictObject({
  key: draftKey,
  content: z
    .json()
    .refine((content) => JSON.stringify(content).length <= MAX_DRAFT_CHARACTERS, 'This draft is too long.'),
  changedAtMs: z.number(),
});
export type Draft = z.infer<typeof draft>;
