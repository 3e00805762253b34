import { CaptureAssembler } from './capture-assembler';
import { CaptureProblems } from './capture-problems';
import type { CaptureSink } from './capture-sink';
import type { FormatReader } from './format-reader';
import { PCAP_FILE_HEADER, readPcapHeader } from './pcap-format';
import { PcapReader } from './pcap-reader';
import { blockTypes } from './pcapng-format';
import { PcapngReader } from './pcapng-reader';

const noOctets = new Uint8Array(0);
const noCapture =
  'This is no capture: neither pcapng nor pcap. Open one that Wireshark, tcpdump or Trunkline wrote.';

/**
 * Reads a capture, pcapng or pcap, chunk by chunk, and tells the sink of every session and record in it. It takes
 * whatever comes: damaged files give what stands before the damage, and a sentence. Memory does not grow with the file.
 */
export class CaptureReader {
  readonly #problems = new CaptureProblems();
  readonly #assembler: CaptureAssembler;
  #format: FormatReader | null = null;
  #rest = noOctets;
  #fileBase = 0;
  #isStopped = false;

  constructor(sink: CaptureSink) {
    this.#assembler = new CaptureAssembler(sink, this.#problems);
  }

  /** Nothing of what follows can be read: the caller may stop. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** What there is to say about the file, as sentences for the screen. */
  get problems(): readonly string[] {
    return this.#problems.sentences();
  }

  /** Takes the next octets of the file, which are looked at during the call and copied where they are needed later. */
  push(chunk: Uint8Array): void {
    if (this.#rest.length === 0) {
      const read = this.read(chunk);
      this.#rest = new Uint8Array(chunk.subarray(read));
      return;
    }
    const joined = new Uint8Array(this.#rest.length + chunk.length);
    joined.set(this.#rest);
    joined.set(chunk, this.#rest.length);
    const read = this.read(joined);
    this.#rest = joined.slice(read);
  }

  /**
   * As `push` for a caller that keeps what is left over: returns how many of the octets were read, and wants to see
   * the others again at the front of the next call. The two ways do not mix.
   */
  read(chunk: Uint8Array): number {
    if (this.#isStopped) return chunk.length;
    // A Buffer of Node is none of those whose `slice` copies.
    const octets = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
    this.#format ??= this.#recognise(octets, view);
    if (this.#format === null) return 0;
    const read = this.#format.read(octets, view, this.#fileBase);
    this.#fileBase += read;
    if (this.#format.problem !== null) {
      this.#stop(this.#format.problem);
      return octets.length;
    }
    return read;
  }

  /** The file has ended; `left` octets of it were not read, where the caller keeps them. */
  end(left = this.#rest.length): void {
    if (!this.#isStopped && this.#format === null) {
      this.#stop(left === 0 ? 'The file is empty.' : noCapture);
    } else if (!this.#isStopped && left > 0) {
      this.#stop(
        `The file ends in the middle of a block: its last ${left.toLocaleString('en')} octets were left out.`,
      );
    }
    this.#rest = noOctets;
    this.#assembler.finish();
  }

  #recognise(octets: Uint8Array, view: DataView): FormatReader | null {
    if (octets.length < PCAP_FILE_HEADER) return null;
    if (view.getUint32(0) === blockTypes.sectionHeader)
      return new PcapngReader(this.#assembler, this.#problems);
    const variant = readPcapHeader(view, 0);
    if (variant !== null) return new PcapReader(variant, this.#assembler);
    this.#stop(
      octets[0] === 0x1f && octets[1] === 0x8b
        ? 'This file is compressed with gzip. Unpack it, then open it again.'
        : noCapture,
    );
    return null;
  }

  #stop(sentence: string): void {
    this.#isStopped = true;
    this.#problems.stop(sentence);
  }
}
