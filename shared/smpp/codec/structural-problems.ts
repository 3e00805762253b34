import type { Problem } from '../problems';
import type { CStringField, OctetsField } from '../tables/fields';

/** Each kind of structural problem in one place, so that decoder and annotator say the same. */

/** command_status values that have no field of their own (SMPP 5.0 sections 2.8.2 and 4.7.6). */
const ESME_RINVMSGLEN = 0x01;
const ESME_RINVCMDLEN = 0x02;
const ESME_RINVDESTFLAG = 0x40;
const ESME_RINVTLVSTREAM = 0xc0;

export function wrongCommandLength(stated: number, actual: number): Problem {
  return {
    code: 'command-length',
    offset: 0,
    length: 4,
    field: 'command_length',
    sentence: `command_length says ${stated} octets, but the PDU has ${actual}.`,
    section: '5.1.1',
    commandStatus: ESME_RINVCMDLEN,
  };
}

export function missingField(field: string, section: string, end: number): Problem {
  return {
    code: 'missing-field',
    offset: end,
    length: 0,
    field,
    sentence: `The PDU ends before ${field}.`,
    section,
    commandStatus: ESME_RINVCMDLEN,
  };
}

export function missingNul(field: CStringField, start: number, end: number): Problem {
  return {
    code: 'missing-nul',
    offset: start,
    length: end - start,
    field: field.name,
    sentence: `${field.name} has no terminating NUL before the PDU ends.`,
    section: field.section,
    commandStatus: field.status,
  };
}

export function lengthBeyondPdu(field: OctetsField, offset: number, stated: number, left: number): Problem {
  return {
    code: 'length-beyond-pdu',
    offset,
    length: 1,
    field: field.lengthName,
    sentence: `${field.lengthName} says ${octetCount(stated)}, but ${left} ${left === 1 ? 'is' : 'are'} left in the PDU.`,
    section: field.lengthSection,
    commandStatus: ESME_RINVMSGLEN,
  };
}

export function unknownDestFlag(field: string, flag: number, offset: number): Problem {
  return {
    code: 'unknown-dest-flag',
    offset,
    length: 1,
    field,
    sentence: `${field} is ${flag}; only 1 (address) and 2 (distribution list) exist, so what follows cannot be read.`,
    section: '5.2.25',
    commandStatus: ESME_RINVDESTFLAG,
  };
}

export function tlvOverrun(name: string, offset: number, end: number, stated: number): Problem {
  const left = end - offset - 4;
  return {
    code: 'tlv-overrun',
    offset,
    length: end - offset,
    field: name,
    sentence: `The length of TLV ${name} says ${octetCount(stated)}, but ${left} ${left === 1 ? 'is' : 'are'} left in the PDU.`,
    section: '3.2.4.1',
    commandStatus: ESME_RINVTLVSTREAM,
  };
}

/** One to three octets at the end: too few for a TLV. NULs are a common slip of senders, and ignored. */
export function leftoverOctets(octets: Uint8Array, offset: number, end: number): Problem {
  const left = end - offset;
  let isNul = true;
  for (let index = offset; index < end; index += 1) if (octets[index] !== 0) isNul = false;
  const nuls = left === 1 ? 'A NUL octet follows' : `${left} NUL octets follow`;
  const others = left === 1 ? '1 octet is' : `${left} octets are`;
  return {
    code: isNul ? 'trailing-nul' : 'tlv-incomplete',
    offset,
    length: left,
    field: 'TLV',
    sentence: isNul
      ? `${nuls} the last field; nothing should.`
      : `${others} left over at the end; a TLV has at least 4.`,
    section: '3.2.4.1',
    commandStatus: isNul ? 0 : ESME_RINVTLVSTREAM,
  };
}

export function octetCount(count: number): string {
  return count === 1 ? '1 octet' : `${count} octets`;
}
