import type { LastStateKind } from '#shared/model/trunk';
import type { LinkTarget } from './link-failure';
import type { RetryPace } from './retry-schedule';

export const bindStatus = {
  RINVCMDID: 0x03,
  RINVBNDSTS: 0x04,
  RALYBND: 0x05,
  RSYSERR: 0x08,
  RINVSRCADR: 0x0a,
  RBINDFAIL: 0x0d,
  RINVPASWD: 0x0e,
  RINVSYSID: 0x0f,
  RINVSYSTYP: 0x53,
  RTHROTTLED: 0x58,
} as const;

interface BindRefusal {
  readonly last: LastStateKind;
  readonly pace: RetryPace;
  readonly sentence: (target: LinkTarget) => string;
}

const longPasswordHint = (target: LinkTarget): string =>
  target.isPasswordLong
    ? ' It is longer than the 8 octets of the specification, and some SMSCs cut or refuse such a password.'
    : '';

/** What a bind's command_status means for the user (SMPP 5.0 section 4.7.6, and what providers use it for). */
const refusals: ReadonlyMap<number, BindRefusal> = new Map<number, BindRefusal>([
  [
    bindStatus.RINVSYSID,
    {
      last: 'invalid-username',
      pace: 'slow',
      sentence: (target) =>
        `The SMSC does not know the system ID “${target.systemId}” (ESME_RINVSYSID). Check its spelling, upper and lower case too, and that the account belongs to ${target.address}.`,
    },
  ],
  [
    bindStatus.RINVPASWD,
    {
      last: 'invalid-password',
      pace: 'slow',
      sentence: (target) =>
        `The SMSC does not accept the password for “${target.systemId}” (ESME_RINVPASWD). Enter it again.${longPasswordHint(target)}`,
    },
  ],
  [
    bindStatus.RBINDFAIL,
    {
      last: 'login-error',
      pace: 'slow',
      sentence: (target) =>
        `The SMSC refused the bind without saying why (ESME_RBINDFAIL). Most often system ID or password is wrong; otherwise check the system type (now ${target.systemType === '' ? 'empty' : `“${target.systemType}”`}), the bind type, and whether this computer’s address is admitted.${longPasswordHint(target)}`,
    },
  ],
  [
    bindStatus.RALYBND,
    {
      last: 'login-error',
      pace: 'slow',
      sentence: (target) =>
        `The SMSC says that “${target.systemId}” is already bound (ESME_RALYBND). Another program uses this account, or the SMSC has not noticed yet that an earlier connection ended.`,
    },
  ],
  [
    bindStatus.RSYSERR,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        'The SMSC reports a problem of its own (ESME_RSYSERR). Some SMSCs say the same for wrong credentials or a bind type that the account may not use; if it stays, ask the operator.',
    },
  ],
  [
    bindStatus.RINVCMDID,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        'The SMSC does not know this kind of bind (ESME_RINVCMDID). Choose another bind type: some take no transceiver, others nothing else.',
    },
  ],
  [
    bindStatus.RINVBNDSTS,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        'The SMSC does not allow this bind now (ESME_RINVBNDSTS). The account may not be meant for this bind type; choose another one or ask the operator.',
    },
  ],
  [
    bindStatus.RINVSYSTYP,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: (target) =>
        `The SMSC does not accept the system type ${target.systemType === '' ? 'left empty' : `“${target.systemType}”`} (ESME_RINVSYSTYP). Ask the operator which one to enter.`,
    },
  ],
  [
    bindStatus.RINVSRCADR,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        'The SMSC does not accept the address that the bind comes from (ESME_RINVSRCADR). Ask the operator to admit this computer’s IP address.',
    },
  ],
  [
    bindStatus.RTHROTTLED,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        'The SMSC takes no more binds for now (ESME_RTHROTTLED). Wait, or ask the operator how many this account may have.',
    },
  ],
]);

/** `statusWords`: name and meaning of the status by the table of SMPP, for the ones that have no words here. */
export function bindRefusal(commandStatus: number, statusWords: (status: number) => string): BindRefusal {
  return (
    refusals.get(commandStatus) ?? {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        `The SMSC refused the bind: ${statusWords(commandStatus)}. Ask the operator what this account lacks.`,
    }
  );
}
