import { bindPort, trunkHosts, type BindRole, type TrunkSettings } from '#shared/model/trunk';
import type { SmppVersion } from '#shared/smpp/tables/versions';

/** One place where a bind can be made. */
export interface BindHost {
  readonly host: string;
  readonly port: number;
}

/** One bind that a trunk wants: what it is bound as, where, and as whom. */
export interface BindSpec {
  /** From 0; of a pair the transmitters are even and the receivers odd. */
  readonly index: number;
  readonly role: BindRole;
  /** "Transmitter", "Receiver 2", "Bind 3"; empty where the trunk has this bind alone. */
  readonly label: string;
  /** In the order in which they are tried; never empty. */
  readonly hosts: readonly BindHost[];
  readonly systemId: string;
  readonly systemType: string;
  /** The receiver of a pair with credentials of its own. */
  readonly isSeparate: boolean;
  /** Logs in when a message is to be sent, and out again after an idle time. */
  readonly isOnDemand: boolean;
  /** The SMSC calls, and the bind is made on its connection. */
  readonly isOutbind: boolean;
}

const roleNames: Readonly<Record<BindRole, string>> = {
  transceiver: 'Bind',
  transmitter: 'Transmitter',
  receiver: 'Receiver',
};

/** Every bind of a trunk, in the order in which they are shown. */
export function bindPlan(settings: TrunkSettings): readonly BindSpec[] {
  const roles: readonly BindRole[] =
    settings.bindType === 'pair' ? ['transmitter', 'receiver'] : [settings.bindType];
  return Array.from({ length: settings.binds }, (_, number) => number).flatMap((number) =>
    roles.map((role, place) => specOf(settings, role, number * roles.length + place, number)),
  );
}

function specOf(settings: TrunkSettings, role: BindRole, index: number, number: number): BindSpec {
  const { bindType, binds, receiver, outbind } = settings;
  const isPair = bindType === 'pair';
  const isSeparate = isPair && role === 'receiver' && receiver.isSeparate;
  const isMany = binds > 1;
  const name = isPair ? roleNames[role] : 'Bind';
  const label = isMany ? `${name} ${number + 1}` : isPair ? name : '';
  const systemId = isSeparate && receiver.systemId !== '' ? receiver.systemId : settings.systemId;
  const systemType = isSeparate ? receiver.systemType : settings.systemType;
  return {
    index,
    role,
    label,
    hosts: hostsOf(settings, role, isSeparate),
    systemId,
    systemType,
    isSeparate,
    isOnDemand: bindType === 'transmitter' && settings.onDemand.isEnabled && !outbind.isEnabled,
    isOutbind: outbind.isEnabled,
  };
}

function hostsOf(settings: TrunkSettings, role: BindRole, isSeparate: boolean): readonly BindHost[] {
  if (isSeparate && settings.receiver.host !== '') {
    return [{ host: settings.receiver.host, port: settings.rxPort }];
  }
  return trunkHosts(settings).map((host) => ({ host: host.host, port: bindPort(role, host) }));
}

/**
 * Why this version knows no such bind; null when it does. SMPP 3.3 has no bind_transceiver and no outbind; in 3.4 an
 * outbind asks for a receiver (section 2.2.1), in 5.0 for any bind.
 */
export function versionRefusal(
  version: SmppVersion,
  { role, isOutbind }: Pick<BindSpec, 'role' | 'isOutbind'>,
): string | null {
  if (version === '3.3' && isOutbind) {
    return 'SMPP 3.3 has no outbind. Switch outbind off, or choose version 3.4.';
  }
  if (version === '3.3' && role === 'transceiver') {
    return 'SMPP 3.3 has no transceiver. Choose “Transmitter + receiver” as bind type, or version 3.4.';
  }
  if (version === '3.4' && isOutbind && role !== 'receiver') {
    return 'In SMPP 3.4 an outbind asks for a receiver. Choose “Receiver” as bind type, or version 5.0.';
  }
  return null;
}
