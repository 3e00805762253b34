/** What a tag outside the specification is known to mean to somebody: the same tag means different things elsewhere. */
export interface VendorTlvMeaning {
  readonly name: string;
  /** Who uses it so. */
  readonly by: string;
}

type Row = readonly [tag: number, name: string, by: string];

const rows: readonly Row[] = [
  [0x1400, 'principal entity ID (PE_ID)', 'India DLT'],
  [0x1400, 'ID of the linked MT message', 'BulkSMS'],
  [0x1401, 'content template ID', 'India DLT'],
  [0x1401, 'carrier ID, on receipts', 'some providers'],
  [0x1402, 'telemarketer ID', 'India DLT'],
  [0x1402, 'carrier name, on receipts', 'some providers'],
  [0x1402, 'operator', 'mBlox'],
  [0x1403, 'tariff', 'mBlox'],
  [0x1403, 'status of sending, on receipts', 'some providers'],
  [0x1407, 'service ID', 'mBlox'],
  [0x1411, 'operator, on receipts', 'some providers'],
  [0x1502, 'ID of the MO message', '8x8'],
  [0x1503, 'MCC of the destination, on receipts', '8x8'],
  [0x1520, 'operator', 'some providers'],
  [0x2150, 'operator', 'OpenMarket'],
  [0x2150, 'keyword', 'Txtwire'],
  [0x2300, 'ARFCN', 'Osmocom'],
  [0x2301, 'timing advance', 'Osmocom'],
  [0x2302, 'RxLev uplink', 'Osmocom'],
  [0x2303, 'RxQual uplink', 'Osmocom'],
  [0x2304, 'RxLev downlink', 'Osmocom'],
  [0x2305, 'RxQual downlink', 'Osmocom'],
  [0x2306, 'IMEI', 'Osmocom'],
  [0x2307, 'transmit power of the handset', 'Osmocom'],
  [0x2308, 'transmit power of the BTS', 'Osmocom'],
  [0x3201, 'carrier', 'Txtwire'],
  [0x8081, 'MSC address of the originator', 'Logica libraries'],
  [0x8082, 'MSC address of the destination', 'Logica libraries'],
];

/** Everything that is known of a tag; empty for most. */
export function vendorTlvMeanings(tag: number): readonly VendorTlvMeaning[] {
  return rows.filter((row) => row[0] === tag).map(([, name, by]) => ({ name, by }));
}

/** "India DLT: principal entity ID (PE_ID); BulkSMS: ID of the linked MT message"; empty where nothing is known. */
export function vendorTlvWords(tag: number): string {
  return vendorTlvMeanings(tag)
    .map(({ name, by }) => `${by}: ${name}`)
    .join('; ');
}
