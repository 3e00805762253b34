import type { TrunkId } from '#shared/model/ids';
import type { SourceAddressKind, SourceAddressSettings } from '#shared/model/source-address';
import type { TrunkView } from '#shared/model/trunk-view';

export const kindNames: Readonly<Record<SourceAddressKind, string>> = {
  did: 'DID',
  national: 'national number',
  'short-code': 'short code',
  alphanumeric: 'alphanumeric',
};

/** What is added, in a sentence: "Added as DID +370… with outbound P2P SMS." */
export function addedWords(settings: SourceAddressSettings, trunks: readonly TrunkView[]): string {
  const { kind, address, isOutboundAllowed, isInboundAllowed, inboundTrunkId } = settings;
  const uses = [
    ...(isOutboundAllowed ? ['outbound P2P SMS'] : []),
    ...(isInboundAllowed ? [inboundWords(inboundTrunkId, trunks)] : []),
  ];
  return `Added as ${kindNames[kind]} ${address} with ${uses.length === 0 ? 'neither outbound nor inbound SMS' : uses.join(' and ')}.`;
}

/** Each change in words: "Label: “A” → “B”". */
export function changeWords(
  before: SourceAddressSettings,
  after: SourceAddressSettings,
  trunks: readonly TrunkView[],
): readonly string[] {
  const onOff = (isOn: boolean): string => (isOn ? 'on' : 'off');
  const changes: string[] = [];
  if (before.address !== after.address) changes.push(`Written as ${after.address}`);
  if (before.kind !== after.kind) changes.push(`Kind: ${kindNames[before.kind]} → ${kindNames[after.kind]}`);
  if (before.label !== after.label) changes.push(`Label: “${before.label}” → “${after.label}”`);
  if (before.isOutboundAllowed !== after.isOutboundAllowed) {
    changes.push(`Outbound P2P SMS: ${onOff(before.isOutboundAllowed)} → ${onOff(after.isOutboundAllowed)}`);
  }
  if (before.isInboundAllowed !== after.isInboundAllowed) {
    changes.push(`Inbound SMS: ${onOff(before.isInboundAllowed)} → ${onOff(after.isInboundAllowed)}`);
  }
  if (before.inboundTrunkId !== after.inboundTrunkId) {
    changes.push(
      `Inbound trunk: ${nameOf(before.inboundTrunkId, trunks)} → ${nameOf(after.inboundTrunkId, trunks)}`,
    );
  }
  return changes;
}

function inboundWords(id: TrunkId | null, trunks: readonly TrunkView[]): string {
  return id === null ? 'inbound SMS, unassigned' : `inbound SMS over ${nameOf(id, trunks)}`;
}

function nameOf(id: TrunkId | null, trunks: readonly TrunkView[]): string {
  if (id === null) return 'none';
  return trunks.find((trunk) => trunk.id === id)?.settings.name ?? 'a deleted trunk';
}
