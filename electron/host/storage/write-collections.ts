import type { Draft } from '#shared/model/draft';
import type { RuleSet } from '#shared/model/rule';
import type { Template } from '#shared/model/template';
import type { WriteInput } from './operations';
import type { Sql } from './sql';

/** Rules, templates and drafts: what the user writes once and uses again. `stored-collections` checks what is read. */
export function loadRules(sql: Sql): RuleSet {
  const mode = sql.first(`SELECT value FROM facts WHERE key = 'rule-mode'`)?.text('value') ?? 'first';
  const rows = sql.all('SELECT id, settings FROM rules ORDER BY position, id');
  const rules = rows.map((row) => ({ id: row.text('id'), settings: parsedJson(row.text('settings')) }));
  return { mode, rules } as RuleSet;
}

export function saveRule(sql: Sql, { id, settings }: WriteInput<'saveRule'>): RuleSet {
  sql.run(
    `INSERT INTO rules (id, position, settings)
     VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM rules), ?)
     ON CONFLICT (id) DO UPDATE SET settings = excluded.settings`,
    id,
    JSON.stringify(settings),
  );
  return loadRules(sql);
}

export function deleteRules(sql: Sql, { ids }: WriteInput<'deleteRules'>): RuleSet {
  sql.run('DELETE FROM rules WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
  return loadRules(sql);
}

export function reorderRules(sql: Sql, { ids }: WriteInput<'reorderRules'>): RuleSet {
  ids.forEach((id, position) => sql.run('UPDATE rules SET position = ? WHERE id = ?', position, id));
  return loadRules(sql);
}

export function setRuleMode(sql: Sql, { mode }: WriteInput<'setRuleMode'>): RuleSet {
  sql.run(`INSERT OR REPLACE INTO facts (key, value) VALUES ('rule-mode', ?)`, mode);
  return loadRules(sql);
}

export function loadTemplates(sql: Sql): Template[] {
  const rows = sql.all('SELECT id, name, text FROM templates ORDER BY name COLLATE NOCASE, id');
  return rows.map((row) => ({
    id: row.text('id') as Template['id'],
    name: row.text('name'),
    text: row.text('text'),
  }));
}

export function saveTemplate(sql: Sql, { id, name, text }: WriteInput<'saveTemplate'>): Template[] {
  sql.run('INSERT OR REPLACE INTO templates (id, name, text) VALUES (?, ?, ?)', id, name, text);
  return loadTemplates(sql);
}

export function deleteTemplates(sql: Sql, { ids }: WriteInput<'deleteTemplates'>): Template[] {
  sql.run('DELETE FROM templates WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
  return loadTemplates(sql);
}

export function loadDrafts(sql: Sql): Draft[] {
  const rows = sql.all('SELECT key, content, changed_at_ms FROM drafts ORDER BY changed_at_ms DESC');
  return rows.map((row) => ({
    key: row.text('key'),
    content: parsedJson(row.text('content')) as Draft['content'],
    changedAtMs: row.number('changed_at_ms'),
  }));
}

export function saveDraft(sql: Sql, { key, content, changedAtMs }: WriteInput<'saveDraft'>): void {
  sql.run(
    'INSERT OR REPLACE INTO drafts (key, content, changed_at_ms) VALUES (?, ?, ?)',
    key,
    JSON.stringify(content),
    changedAtMs,
  );
}

export function deleteDraft(sql: Sql, { key }: WriteInput<'deleteDraft'>): void {
  sql.run('DELETE FROM drafts WHERE key = ?', key);
}

function parsedJson(text: string): unknown {
  return JSON.parse(text);
}
