import { z } from 'zod';
import { command } from './define';

/** Octets of a file that go over the wire at once; in base64 they fit a frame with room to spare. */
export const FILE_CHUNK_OCTETS = 512 * 1024;
/** Longest file that can be uploaded. */
export const MAX_FILE_OCTETS = 4 * 1024 * 1024 * 1024;

export const fileId = z.string().min(1).max(200);

/**
 * Files between a client and the host, alike over every wire. A file lies in a temporary folder of the host and belongs
 * to one client: the one that uploaded it, or the one that a file was made for (an export). It is deleted when it is
 * discarded, when its client goes, and when the host starts.
 */
export const fileContract = {
  /** `name` is for the screen only: no path is made of it. */
  'file.beginUpload': command(
    z.strictObject({
      name: z.string().min(1).max(255),
      size: z.number().int().min(0).max(MAX_FILE_OCTETS),
    }),
    z.strictObject({ fileId }),
  ),
  /** Octets go to the end of the file, in base64. One call at a time for each file. */
  'file.append': command(
    z.strictObject({ fileId, base64: z.base64().max(Math.ceil(FILE_CHUNK_OCTETS / 3) * 4) }),
    z.strictObject({ received: z.number().int() }),
  ),
  /** Refused unless exactly the octets that were announced have come. From then on the file can be used. */
  'file.finish': command(z.strictObject({ fileId }), z.strictObject({})),
  /** Fewer octets than asked for at the end of the file. */
  'file.read': command(
    z.strictObject({
      fileId,
      offset: z.number().int().min(0),
      length: z.number().int().min(1).max(FILE_CHUNK_OCTETS),
    }),
    z.strictObject({ base64: z.string(), size: z.number().int() }),
  ),
  /** Deletes the file. A file that is gone already is fine. */
  'file.discard': command(z.strictObject({ fileId }), z.strictObject({})),
};
