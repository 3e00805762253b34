import { z } from 'zod';
import { certificateFacts } from '../model/certificate';
import { command } from './define';

export const certificateContract = {
  /** Reads every certificate of a PEM text; `problem` says in a sentence why it cannot be used. */
  'certificate.describe': command(
    z.strictObject({ pem: z.string().max(200_000) }),
    z.strictObject({ certificates: z.array(certificateFacts), problem: z.string().nullable() }),
  ),
};
