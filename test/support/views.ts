import type { z } from 'zod';
import { conversationId, messageId, trunkId } from '#shared/model/ids';
import type { ConversationView, MessageView } from '#shared/model/message';
import { trunkSettings } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';

/** Views as the host tells them, with what a test does not care about filled in. */
export function aTrunk(
  id: string,
  {
    settings,
    ...rest
  }: Partial<Omit<TrunkView, 'settings'>> & { settings?: Partial<z.input<typeof trunkSettings>> } = {},
): TrunkView {
  return {
    id: trunkId.parse(id),
    settings: trunkSettings.parse({
      name: `Trunk ${id}`,
      host: 'smsc.example',
      systemId: 'acme',
      ...settings,
    }),
    isDemo: false,
    passwordStorage: 'keychain',
    hasReceiverPassword: false,
    hasClientKey: false,
    connection: { kind: 'idle' },
    last: null,
    binds: [],
    throttle: null,
    queuedCount: 0,
    warnings: [],
    isKeyLogged: false,
    ...rest,
  };
}

export function aConversation(id: string, rest: Partial<ConversationView> = {}): ConversationView {
  return {
    id: conversationId.parse(id),
    peer: '12025550123',
    ownAddress: '12025550147',
    trunkId: trunkId.parse('t1'),
    name: '',
    groupId: null,
    labels: [],
    isSpam: false,
    note: '',
    lastText: 'Hello',
    lastDirection: 'mt',
    lastState: 'accepted',
    lastAtMs: 1000,
    unreadCount: 0,
    ...rest,
  };
}

export function aMessage(id: string, rest: Partial<MessageView> = {}): MessageView {
  return {
    id: messageId.parse(id),
    conversationId: conversationId.parse('c1'),
    direction: 'mt',
    trunkId: trunkId.parse('t1'),
    trunkName: 'Trunk t1',
    groupId: null,
    routeReason: null,
    pdu: 'submit_sm',
    sourceAddress: '12025550147',
    destinationAddress: '12025550123',
    text: 'Hello',
    encoding: 'gsm7',
    dataCoding: 0,
    state: 'queued',
    reason: null,
    isReceiptRequested: true,
    segments: [],
    segmentTotal: 1,
    createdAtMs: 1000,
    changedAtMs: 1000,
    ...rest,
  };
}
