import { ArrowLeft, Plus, Workflow } from 'lucide-react';
import { useState } from 'react';
import type { RuleId, RuleSet } from '#shared/model/rule';
import { MasterDetail, PaneHeader } from '../../app/master-detail';
import { sentenceOf } from '../../app/replica';
import { useRules, useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { Notice } from '../../ui/notice';
import { SelectControl } from '../../ui/select-field';
import { showToast } from '../../ui/toast';
import { RuleEditor } from './rule-editor';
import { RuleList } from './rule-list';
import { RuleTest } from './rule-test';
import styles from './rules-page.module.css';

const css = classes(styles);

const modes: readonly { readonly value: RuleSet['mode']; readonly label: string }[] = [
  { value: 'first', label: 'The first rule that matches' },
  { value: 'all', label: 'Every rule that matches' },
];

/** What is done by itself with messages that come in: the rules in their order, and the one that is being edited. */
export function RulesPage() {
  const { rules: store, navigation } = useStores();
  const rules = useRules((state) => state.rules);
  const mode = useRules((state) => state.mode);
  const isLoaded = useRules((state) => state.isLoaded);
  const problem = useRules((state) => state.problem);
  const chosen = useRuleChoice();
  const [isDeleting, setIsDeleting] = useState(false);
  const current = rules.find((rule) => rule.id === chosen.id);

  const list = (
    <>
      <PaneHeader title="Inbound rules">
        <IconButton
          label="Back to messages"
          icon={<ArrowLeft size={16} />}
          onClick={() => navigation.showMessages('threads')}
        />
        <IconButton label="New rule" icon={<Plus size={16} />} onClick={() => chosen.choose('new')} />
      </PaneHeader>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {rules.length === 0 ? (
        isLoaded ? (
          <EmptyState
            icon={<Workflow size={24} />}
            title="No rules yet"
            action={<Button onClick={() => chosen.choose('new')}>New rule</Button>}
          >
            A rule labels, answers, forwards or reports messages as they come in.
          </EmptyState>
        ) : null
      ) : (
        <>
          <div className={css('mode')}>
            <span id="rule-mode">Who acts</span>
            <SelectControl<RuleSet['mode']>
              label="Who acts"
              value={mode}
              isQuiet
              options={modes}
              onChange={(next) => {
                store.setMode(next).catch((error: unknown) => showToast('Not changed', sentenceOf(error)));
              }}
            />
          </div>
          <RuleList current={chosen.id} onChoose={chosen.choose} />
        </>
      )}
    </>
  );
  const detail =
    chosen.id === 'new' || current !== undefined ? (
      <RuleEditor
        key={current?.id ?? 'new'}
        rule={current ?? null}
        onSaved={chosen.set}
        onCancel={() => chosen.set(null)}
        onDelete={() => setIsDeleting(true)}
      />
    ) : (
      <div className={css('test')}>
        {rules.length === 0 ? (
          <EmptyState title="No rule chosen">Make a rule, and test it here with a sample.</EmptyState>
        ) : (
          <RuleTest settings={null} />
        )}
      </div>
    );

  return (
    <>
      <MasterDetail
        id="rules"
        listLabel="Inbound rules"
        list={list}
        detailLabel={current?.settings.name ?? 'Rule'}
        detail={detail}
        isDetailOpen={chosen.id !== null}
        onBack={() => chosen.choose(null)}
        listSizePx={340}
      />
      <ConfirmDialog
        isOpen={isDeleting && current !== undefined}
        title="Delete this rule?"
        confirmLabel="Delete rule"
        isDanger
        onCancel={() => setIsDeleting(false)}
        onConfirm={() => {
          setIsDeleting(false);
          if (current === undefined) return;
          navigation.setUnsaved(null);
          store
            .delete([current.id])
            .then(() => chosen.set(null))
            .catch((error: unknown) => showToast('Not deleted', sentenceOf(error)));
        }}
      >
        “{current?.settings.name}” will not act any more. Messages and labels stay as they are.
      </ConfirmDialog>
    </>
  );
}

/** The rule in the editor; leaving one that has changes asks first. */
function useRuleChoice() {
  const { navigation } = useStores();
  const [id, set] = useState<RuleId | 'new' | null>(null);
  return {
    id,
    set,
    choose: (next: RuleId | 'new' | null): void => {
      if (next !== id) navigation.leaveFor(() => set(next));
    },
  };
}
