import type { TimeUnits } from './time-units';

/** The packet that is being read: one object for all of them, with what its block said about it. */
export class ReadPacket {
  /** It stands in `octets` from `from` to `to`. */
  octets: Uint8Array = new Uint8Array(0);
  from = 0;
  to = 0;
  linkType = 0;
  /** Since the Unix epoch: whole seconds, and the nanoseconds of the last one. */
  seconds = 0;
  nanos = 0;
  /** Where `octets` begins in the file, and where the packet's block does. */
  fileBase = 0;
  blockOffset = 0;

  time(units: TimeUnits, high: number, low: number): void {
    units.read(high, low);
    this.seconds = units.seconds;
    this.nanos = units.nanos;
  }
}
