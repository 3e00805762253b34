import { z } from 'zod';

/** What a person compares of a certificate. */
export const certificateFacts = z.strictObject({
  /** The common name, or the whole name where there is none. */
  subject: z.string(),
  issuer: z.string(),
  validFromMs: z.number(),
  validToMs: z.number(),
  /** SHA-256, as pairs of hexadecimal digits with colons. */
  fingerprint: z.string(),
  isAuthority: z.boolean(),
});
export type CertificateFacts = z.infer<typeof certificateFacts>;
