import { z } from 'zod';
import indiaDlt from './tlv-packs/india-dlt.json';
import mblox from './tlv-packs/mblox.json';
import mscAddresses from './tlv-packs/msc-addresses.json';
import usCarriers from './tlv-packs/us-carriers.json';

const packEntry = z.strictObject({
  tag: z
    .string()
    .regex(/^0x[0-9A-F]{4}$/)
    .transform(Number),
  name: z.string().min(1),
  /** `text` is Latin-1 without a NUL, `cString` with one, `integer` of `maxLength` octets, `hex` octets as they are. */
  type: z.enum(['text', 'cString', 'integer', 'hex']),
  /** Octets at most. */
  maxLength: z.number().int().min(1).max(65_535),
  help: z.string(),
});
export type TlvPackEntry = z.infer<typeof packEntry>;

const tlvPack = z.strictObject({
  name: z.string().min(1),
  about: z.string(),
  entries: z.array(packEntry).min(1),
});
export type TlvPack = z.infer<typeof tlvPack>;

/**
 * TLVs of providers, by provider: the same tag means different things elsewhere (SMPP 3.4 section 5.3.1 leaves 0x1400 to
 * 0x3FFF to vendors). Each is a file of data in `tlv-packs/`.
 */
export const tlvPacks: readonly TlvPack[] = z
  .array(tlvPack)
  .parse([indiaDlt, mblox, usCarriers, mscAddresses]);

export function packEntryOf(pack: string, tag: number): TlvPackEntry | undefined {
  return tlvPacks.find(({ name }) => name === pack)?.entries.find((entry) => entry.tag === tag);
}
