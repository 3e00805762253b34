import { useDeferredValue, useMemo } from 'react';
import type { TrunkSettings } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';
import type { MessageOptions } from '#shared/smpp/text/message-options';
import { useComposer, useSources, useTrunkGroups, useTrunks } from '../../app/stores';
import type { DraftKey, DraftState } from './composer-store';
import type { Draft } from './draft';
import { countDraft, messageOptionsOf, type DraftCounts } from './draft-counts';
import { liveErrors, type DraftErrors } from './draft-request';
import { leadingTrunk, sourceChoiceOf, trunksOf, type SourceChoice } from './source-choice';
import { goneNotice, targetNotice, type TargetNotice } from './target-notice';

/** A message being written, with all that follows from it and from the trunk that it is to go over. */
export interface Composed {
  readonly state: DraftState;
  readonly draft: Draft;
  /** The trunk whose rules count; null while there is none. */
  readonly trunk: TrunkView | null;
  readonly settings: TrunkSettings | null;
  /** The trunk or the group by name. */
  readonly targetName: string;
  readonly isTargetThere: boolean;
  readonly notice: TargetNotice | null;
  readonly choice: SourceChoice;
  readonly options: MessageOptions;
  readonly counts: DraftCounts;
  /** Whether the counts are those of the draft as it is now. */
  readonly isCounted: boolean;
  readonly errors: DraftErrors;
}

/** Null while there is no draft. */
export function useComposed(draftKey: DraftKey): Composed | null {
  const state = useComposer(({ drafts }) => drafts[draftKey]);
  const trunks = useTrunks(({ trunks: all }) => all);
  const areTrunksLoaded = useTrunks(({ isLoaded }) => isLoaded);
  const groups = useTrunkGroups(({ groups: all }) => all);
  const areGroupsLoaded = useTrunkGroups(({ isLoaded }) => isLoaded);
  const sources = useSources(({ sources: all }) => all);
  const draft = state?.draft;
  const target = draft?.target ?? null;
  const members = useMemo(() => trunksOf(target, trunks, groups), [target, trunks, groups]);
  const trunk = useMemo(() => leadingTrunk(target, trunks, groups), [target, trunks, groups]);
  const choice = useMemo(() => sourceChoiceOf(members, sources), [members, sources]);
  const settings = trunk?.settings ?? null;
  const options = useMemo(
    () => (draft === undefined ? {} : messageOptionsOf(draft, settings)),
    [draft, settings],
  );
  const counted = useDeferredValue(draft);
  const counts = useMemo(
    () => (counted === undefined ? null : countDraft(counted, messageOptionsOf(counted, settings))),
    [counted, settings],
  );
  if (state === undefined || draft === undefined || counts === null) return null;
  const isTargetThere =
    target === null ||
    (target.kind === 'trunk' ? trunk !== null : groups.some((group) => group.id === target.groupId));
  // A conversation went over something once: where nothing is chosen for it, that does not exist any more.
  const isMissing = !isTargetThere || (target === null && (draftKey !== 'new' || trunks.length === 0));
  const isGone = isMissing && areTrunksLoaded && areGroupsLoaded;
  return {
    state,
    draft,
    trunk,
    settings,
    targetName:
      target?.kind === 'group'
        ? (groups.find((group) => group.id === target.groupId)?.settings.name ?? '')
        : (settings?.name ?? ''),
    isTargetThere,
    notice: isGone ? goneNotice(trunks.length > 0) : targetNotice(target, trunk, groups),
    choice,
    options,
    counts,
    isCounted: counted === draft,
    errors: { ...liveErrors(draft, settings), ...state.errors },
  };
}
