import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { LogSource } from '#shared/model/log-source';
import type { HostClient } from '#shared/rpc/host-client';
import { browserClock } from '../host/browser-clock';
import { createBulkStore, type BulkState, type BulkStore } from '../features/composer/bulk/bulk-store';
import {
  createComposerStore,
  type ComposerState,
  type ComposerStore,
} from '../features/composer/composer-store';
import {
  createTemplateStore,
  type TemplateState,
  type TemplateStore,
} from '../features/composer/templates/template-store';
import {
  createConversationStore,
  type ConversationState,
  type ConversationStore,
} from '../features/conversations/conversation-store';
import {
  createMessageNoticesStore,
  type MessageNoticesState,
  type MessageNoticesStore,
} from '../features/conversations/message-notices-store';
import {
  createMessageSearchStore,
  type MessageSearchState,
  type MessageSearchStore,
} from '../features/conversations/message-search-store';
import {
  createPresentationStore,
  type PresentationState,
  type PresentationStore,
} from '../features/conversations/presentation-store';
import { createCaptureStore, type CaptureStore } from '../features/pdu-log/capture-store';
import { createLogPageStore, type LogPageStore } from '../features/pdu-log/log-page-store';
import { createLogAppearanceStore, type LogAppearanceStore } from '../features/pdu-log/log-appearance';
import { createPduLogStore, type PduLogStore } from '../features/pdu-log/pdu-log-store';
import { createRuleStore, type RuleState, type RuleStore } from '../features/rules/rule-store';
import {
  createSimulatorStore,
  type SimulatorState,
  type SimulatorStore,
} from '../features/simulator/simulator-store';
import { createSourceStore, type SourceState, type SourceStore } from '../features/sources/source-store';
import {
  createTrunkGroupStore,
  type TrunkGroupState,
  type TrunkGroupStore,
} from '../features/trunk-groups/trunk-group-store';
import { createTrunkStore, type TrunkState, type TrunkStore } from '../features/trunks/trunk-store';
import { showToast } from '../ui/toast';
import { createActionRegistry, type ActionRegistry } from './action-registry';
import { createAppStore, type AppState, type AppStore } from './app-store';
import { createNavigationStore, type NavigationState, type NavigationStore } from './navigation-store';

/** Everything a view may need: one small store a feature, and the client for what is asked once. */
export interface Stores {
  readonly client: HostClient;
  readonly app: AppStore;
  readonly navigation: NavigationStore;
  readonly actions: ActionRegistry;
  readonly trunks: TrunkStore;
  readonly trunkGroups: TrunkGroupStore;
  readonly sources: SourceStore;
  readonly conversations: ConversationStore;
  readonly messageNotices: MessageNoticesStore;
  readonly messageSearch: MessageSearchStore;
  readonly presentation: PresentationStore;
  readonly rules: RuleStore;
  readonly composer: ComposerStore;
  readonly bulk: BulkStore;
  readonly templates: TemplateStore;
  readonly simulator: SimulatorStore;
  /** The live log, which the dock shows always. */
  readonly pduLog: PduLogStore;
  readonly logAppearance: LogAppearanceStore;
  readonly logPage: LogPageStore;
  readonly captures: CaptureStore;
}

export function createStores(client: HostClient): Stores {
  const logAppearance = createLogAppearanceStore();
  const openLog = (source: LogSource): PduLogStore =>
    createPduLogStore(client, { source, hidesKeepalive: logAppearance.getState().hidesKeepalive });
  const pduLog = openLog({ kind: 'live' });
  const bulk = createBulkStore(client, browserClock);
  return {
    client,
    app: createAppStore(client),
    navigation: createNavigationStore(),
    actions: createActionRegistry(),
    trunks: createTrunkStore(client),
    trunkGroups: createTrunkGroupStore(client),
    sources: createSourceStore(client),
    conversations: createConversationStore(client, {
      onNotDeleted: (sentence) => void showToast('Not deleted', sentence),
      onNotUndone: (sentence) => void showToast('Not brought back', sentence),
    }),
    messageNotices: createMessageNoticesStore(client),
    messageSearch: createMessageSearchStore(client),
    presentation: createPresentationStore(),
    rules: createRuleStore(client),
    composer: createComposerStore(client, browserClock, bulk),
    bulk,
    templates: createTemplateStore(client),
    simulator: createSimulatorStore(client),
    pduLog,
    logAppearance,
    logPage: createLogPageStore(pduLog, logAppearance, (captureId) =>
      openLog({ kind: 'capture', captureId }),
    ),
    captures: createCaptureStore(client),
  };
}

const StoresContext = createContext<Stores | null>(null);

export function StoresProvider({
  stores,
  children,
}: {
  readonly stores: Stores;
  readonly children: ReactNode;
}) {
  return <StoresContext value={stores}>{children}</StoresContext>;
}

export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (stores === null) throw new Error('useStores is for what is drawn inside StoresProvider.');
  return stores;
}

export const useAppState = <T,>(select: (state: AppState) => T): T => useStore(useStores().app, select);
export const useNavigation = <T,>(select: (state: NavigationState) => T): T =>
  useStore(useStores().navigation, select);
export const useTrunks = <T,>(select: (state: TrunkState) => T): T => useStore(useStores().trunks, select);
export const useTrunkGroups = <T,>(select: (state: TrunkGroupState) => T): T =>
  useStore(useStores().trunkGroups, select);
export const useSources = <T,>(select: (state: SourceState) => T): T => useStore(useStores().sources, select);
export const useConversations = <T,>(select: (state: ConversationState) => T): T =>
  useStore(useStores().conversations, select);
export const useMessageNotices = <T,>(select: (state: MessageNoticesState) => T): T =>
  useStore(useStores().messageNotices, select);
export const useMessageSearch = <T,>(select: (state: MessageSearchState) => T): T =>
  useStore(useStores().messageSearch, select);
export const usePresentation = <T,>(select: (state: PresentationState) => T): T =>
  useStore(useStores().presentation, select);
export const useRules = <T,>(select: (state: RuleState) => T): T => useStore(useStores().rules, select);
export const useComposer = <T,>(select: (state: ComposerState) => T): T =>
  useStore(useStores().composer, select);
export const useBulk = <T,>(select: (state: BulkState) => T): T => useStore(useStores().bulk, select);
export const useTemplates = <T,>(select: (state: TemplateState) => T): T =>
  useStore(useStores().templates, select);
export const useSimulator = <T,>(select: (state: SimulatorState) => T): T =>
  useStore(useStores().simulator, select);
