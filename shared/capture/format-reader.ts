/** Reads one of the formats, as far as what it is handed goes. */
export interface FormatReader {
  /** Reads whole blocks of `octets`, which begins at `fileBase` in the file; returns how many octets those are. */
  read(octets: Uint8Array, view: DataView, fileBase: number): number;
  /** Why nothing can be read any more; null while all is well. */
  readonly problem: string | null;
}
