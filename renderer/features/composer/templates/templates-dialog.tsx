import { useState } from 'react';
import type { Template, TemplateId } from '#shared/model/template';
import { sentenceOf } from '../../../app/replica';
import { useStores, useTemplates } from '../../../app/stores';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { Dialog } from '../../../ui/dialog';
import { EmptyState } from '../../../ui/empty-state';
import { List } from '../../../ui/list';
import { Notice } from '../../../ui/notice';
import { SearchField } from '../../../ui/search-field';
import { TemplateEditor } from './template-editor';
import { TemplateFill } from './template-fill';
import styles from './templates-dialog.module.css';

const css = classes(styles);
const ROW_PX = 24;

export interface TemplatesDialogProps {
  readonly isOpen: boolean;
  /** What is being written; a new template begins with it. */
  readonly text: string;
  readonly onInsert: (text: string) => void;
  readonly onClose: () => void;
}

interface Editing {
  readonly id: TemplateId | null;
  readonly name: string;
  readonly text: string;
}

/** Texts to send again: one is chosen, its variables are filled in, and it is put into the message. */
export function TemplatesDialog({ isOpen, text, onInsert, onClose }: TemplatesDialogProps) {
  const store = useStores().templates;
  const templates = useTemplates((state) => state.templates);
  const loadProblem = useTemplates((state) => state.problem);
  const [search, setSearch] = useState('');
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [deleting, setDeleting] = useState<Template | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const shown = templates.filter(({ name, text: body }) =>
    `${name} ${body}`.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase()),
  );
  const current = shown.find(({ id }) => id === currentId) ?? shown[0];
  const edit = (next: Editing | null): void => {
    setProblem(null);
    setEditing(next);
  };
  const close = (): void => {
    edit(null);
    onClose();
  };
  const insert = (filled: string): void => {
    onInsert(filled);
    close();
  };
  const handleDelete = (template: Template): void => {
    setDeleting(null);
    store.delete([template.id]).catch((error: unknown) => setProblem(sentenceOf(error)));
  };

  return (
    <Dialog isOpen={isOpen} title="Templates" onClose={close}>
      {loadProblem === null ? null : <Notice kind="error">{loadProblem}</Notice>}
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {editing !== null ? (
        <TemplateEditor
          key={editing.id}
          initial={editing}
          onSave={async (saved) => {
            const template = await store.save({ ...saved, id: editing.id });
            setCurrentId(template.id);
            edit(null);
          }}
          onCancel={() => edit(null)}
        />
      ) : templates.length === 0 ? (
        <EmptyState
          title="No templates yet"
          action={
            <Button variant="primary" onClick={() => edit({ id: null, name: '', text })}>
              New template
            </Button>
          }
        >
          A template is a text to send again. What stands in {'{{'}braces{'}}'} is filled in each time.
        </EmptyState>
      ) : (
        <div className={css('body')}>
          <div className={css('side')}>
            <div className={css('search')}>
              <SearchField label="Search templates" value={search} onChange={setSearch} />
            </div>
            <div className={css('list')}>
              {shown.length === 0 ? (
                <p className={css('none')}>Nothing fits the search.</p>
              ) : (
                <List
                  label="Templates"
                  items={shown}
                  rowHeightPx={ROW_PX}
                  keyOf={({ id }) => id}
                  textOf={({ name }) => name}
                  renderRow={({ name }) => <span className={css('name')}>{name}</span>}
                  current={current?.id ?? null}
                  onCurrentChange={setCurrentId}
                  onDelete={() => setDeleting(current ?? null)}
                />
              )}
            </div>
            <Button onClick={() => edit({ id: null, name: '', text })}>New template</Button>
          </div>
          {current === undefined ? null : (
            <TemplateFill
              key={current.id}
              template={current}
              onInsert={insert}
              onEdit={() => edit(current)}
              onDelete={() => setDeleting(current)}
            />
          )}
        </div>
      )}
      <ConfirmDialog
        isOpen={deleting !== null}
        title={`Delete the template “${deleting?.name ?? ''}”?`}
        confirmLabel="Delete"
        onConfirm={() => deleting !== null && handleDelete(deleting)}
        onCancel={() => setDeleting(null)}
      >
        Messages that were sent with it stay.
      </ConfirmDialog>
    </Dialog>
  );
}
