import { readUint32 } from './codec/octets';
import { compiledById, type CompiledCommand } from './codec/compiled';
import { HEADER_OCTETS } from './pdu';
import { emptySummary, summarizeBody } from './summarize';
import { interfaceVersions } from './tables/versions';

const ASTERISK = 0x2a;
/** Values of interface_version that binds have. */
const spokenVersions: ReadonlySet<number | undefined> = new Set(Object.values(interfaceVersions));

/**
 * The PDU with every octet of its password replaced by "*", its length kept: for binds and outbind, the only PDUs
 * that hold one. Others come back as they are, uncopied, unless such a PDU is in what nobody can read: in the body of an
 * unknown command, or behind a header that has none, whose length is wrong. In one whose fields do not come out (a NUL is
 * missing, or it was cut) nobody knows where the password stands: all of its body but the NULs is masked.
 */
export function maskPasswords(octets: Uint8Array): Uint8Array {
  if (octets.length <= HEADER_OCTETS) return octets;
  const command = compiledById(readUint32(octets, 4));
  if (command === undefined || command.fields.length === 0) return maskPasswordsAnywhere(octets);
  return command.fields[1]?.name === 'password' ? maskBind(octets, command) : octets;
}

/** Of a bind or an outbind. */
function maskBind(octets: Uint8Array, command: CompiledCommand): Uint8Array {
  // Not `slice`, which for a Buffer of Node gives the same octets once more.
  const masked = new Uint8Array(octets);
  const isRead = summarizeBody(octets, octets.length, command, emptySummary()) >= 0;
  if (!isRead || isShifted(octets, command)) {
    for (let index = HEADER_OCTETS; index < masked.length; index += 1) {
      if (masked[index] !== 0) masked[index] = ASTERISK;
    }
    return masked;
  }
  const from = masked.indexOf(0, HEADER_OCTETS) + 1;
  masked.fill(ASTERISK, from, masked.indexOf(0, from));
  return masked;
}

/**
 * A bind that lacks the NUL between system_id and password can be read all the same, each field as the one before it:
 * then the version stands where system_type belongs.
 */
function isShifted(octets: Uint8Array, command: CompiledCommand): boolean {
  if (command.fields[2]?.name !== 'system_type') return false;
  const start = octets.indexOf(0, octets.indexOf(0, HEADER_OCTETS) + 1) + 1;
  const isOneOctet = octets[start] !== 0 && octets[start + 1] === 0;
  return isOneOctet && spokenVersions.has(octets[start]) && !spokenVersions.has(octets[start + 2]);
}

/** Octets of command_length, which may be lost. */
const LENGTH_OCTETS = 4;

/**
 * As `maskPasswords`, for octets that are no PDU: a bind or outbind is looked for at every octet, also one whose
 * command_length is not there.
 */
export function maskPasswordsAnywhere(octets: Uint8Array): Uint8Array {
  const padded = new Uint8Array(LENGTH_OCTETS + octets.length);
  padded.set(octets, LENGTH_OCTETS);
  let isMasked = false;
  for (let from = 0; from + HEADER_OCTETS <= padded.length; from += 1) {
    // Their ids are below 16: three octets of 0 in front of one that is not.
    if (padded[from + 4] !== 0 || padded[from + 5] !== 0 || padded[from + 6] !== 0) continue;
    const rest = padded.subarray(from);
    const command = rest.length <= HEADER_OCTETS ? undefined : compiledById(readUint32(rest, 4));
    if (command?.fields[1]?.name !== 'password') continue;
    padded.set(maskBind(rest, command), from);
    isMasked = true;
  }
  return isMasked ? padded.subarray(LENGTH_OCTETS) : octets;
}
