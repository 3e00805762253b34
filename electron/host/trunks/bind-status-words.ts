import {
  describeCommandStatus,
  ESME_RALYBND,
  ESME_RBINDFAIL,
  ESME_RINVBNDSTS,
  ESME_RINVCMDID,
  ESME_RINVPASWD,
  ESME_RINVSYSID,
  ESME_RSYSERR,
  ESME_RTHROTTLED,
} from '#shared/smpp/command-status';
import type { LastStateKind } from '#shared/model/trunk-view';
import type { LinkTarget } from './link-failure';
import type { RetryPace } from './retry-schedule';

/** What some SMSCs answer a bind with besides. */
const ESME_RINVSRCADR = 0x0a;
const ESME_RINVSYSTYP = 0x53;

interface BindRefusal {
  readonly last: LastStateKind;
  readonly pace: RetryPace;
  readonly sentence: (target: LinkTarget) => string;
}

const longPasswordHint = (target: LinkTarget): string =>
  target.isPasswordLong
    ? ' The password is longer than the 8 octets of the specification, and some SMSCs cut or refuse such a password.'
    : '';

/** What a bind's command_status means for the user (SMPP 5.0 section 4.7.6, and what providers use it for). */
const refusals: ReadonlyMap<number, BindRefusal> = new Map<number, BindRefusal>([
  [
    ESME_RINVSYSID,
    {
      last: 'invalid-username',
      pace: 'slow',
      sentence: (target) =>
        `The SMSC does not know the system ID “${target.systemId}” (ESME_RINVSYSID). Check its spelling, upper and lower case too, and that the account belongs to ${target.address}.`,
    },
  ],
  [
    ESME_RINVPASWD,
    {
      last: 'invalid-password',
      pace: 'slow',
      sentence: (target) =>
        `The SMSC does not accept the password for “${target.systemId}” (ESME_RINVPASWD). Enter it again.${longPasswordHint(target)}`,
    },
  ],
  [
    ESME_RBINDFAIL,
    {
      last: 'login-error',
      pace: 'slow',
      sentence: (target) =>
        `The SMSC refused the bind without saying why (ESME_RBINDFAIL). Most often system ID or password is wrong; otherwise check the system type (now ${target.systemType === '' ? 'empty' : `“${target.systemType}”`}), the bind type, and whether this computer’s address is admitted.${longPasswordHint(target)}`,
    },
  ],
  [
    ESME_RALYBND,
    {
      last: 'login-error',
      pace: 'slow',
      sentence: (target) =>
        `The SMSC says that “${target.systemId}” is already bound (ESME_RALYBND). Another program uses this account, or the SMSC has not noticed yet that an earlier connection ended.`,
    },
  ],
  [
    ESME_RSYSERR,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        'The SMSC reports a problem of its own (ESME_RSYSERR). Some SMSCs say the same for wrong credentials or a bind type that the account may not use; if it stays, ask the operator.',
    },
  ],
  [
    ESME_RINVCMDID,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        'The SMSC does not know this kind of bind (ESME_RINVCMDID). Choose another bind type: some take no transceiver, others nothing else.',
    },
  ],
  [
    ESME_RINVBNDSTS,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        'The SMSC does not allow this bind now (ESME_RINVBNDSTS). The account may not be meant for this bind type; choose another one or ask the operator.',
    },
  ],
  [
    ESME_RINVSYSTYP,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: (target) =>
        `The SMSC does not accept the system type ${target.systemType === '' ? 'left empty' : `“${target.systemType}”`} (ESME_RINVSYSTYP). Ask the operator which one to enter.`,
    },
  ],
  [
    ESME_RINVSRCADR,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        'The SMSC does not accept the address that the bind comes from (ESME_RINVSRCADR). Ask the operator to admit this computer’s IP address.',
    },
  ],
  [
    ESME_RTHROTTLED,
    {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        'The SMSC takes no more binds for now (ESME_RTHROTTLED). Wait, or ask the operator how many this account may have.',
    },
  ],
]);

export function bindRefusal(commandStatus: number): BindRefusal {
  return (
    refusals.get(commandStatus) ?? {
      last: 'login-error',
      pace: 'normal',
      sentence: () =>
        `The SMSC refused the bind: ${describeCommandStatus(commandStatus)}. Ask the operator what this account lacks.`,
    }
  );
}
