import type { EventHub } from '#electron/host/event-hub';
import { stored, type MessageService } from '#electron/host/messages/message-service';
import type { MessageStore } from '#electron/host/storage/message-store';
import { soundDrafts, soundRules, soundTemplates } from '#electron/host/storage/stored-collections';
import type { Clock } from '#shared/lib/clock';
import { ruleId, type RuleSet, type RuleSettings } from '#shared/model/rule';
import { templateId, type Template } from '#shared/model/template';
import { RpcError } from '#shared/rpc/errors';
import type { HandlersOf } from '#shared/rpc/handlers';
import { matchesConditions, matchingRules, ruleProblem } from '#shared/rules/match-rules';

export interface RuleHandlersOptions {
  readonly service: MessageService;
  readonly store: MessageStore;
  readonly hub: EventHub;
}

/** The commands of the inbound rules. */
export function createRuleHandlers({ service, store, hub }: RuleHandlersOptions): HandlersOf<'rule'> {
  const load = async (): Promise<RuleSet> => soundRules(await stored(() => store.read('listRules', null)));
  const use = (saved: RuleSet): void => {
    const rules = soundRules(saved);
    service.rules.use(rules);
    hub.emit('rule.listChanged', rules);
  };
  return {
    'rule.list': load,
    'rule.save': async ({ id, settings }) => {
      refuseProblem(settings);
      const rule = { id: id ?? ruleId.parse(service.ids.next()), settings };
      use(await stored(() => store.write('saveRule', rule)));
      return rule;
    },
    'rule.delete': async ({ ids }) => {
      use(await stored(() => store.write('deleteRules', { ids })));
      return {};
    },
    'rule.reorder': async ({ ids }) => {
      use(await stored(() => store.write('reorderRules', { ids })));
      return {};
    },
    'rule.setMode': async ({ mode }) => {
      use(await stored(() => store.write('setRuleMode', { mode })));
      return {};
    },
    'rule.test': async ({ sample, settings }) => {
      if (settings !== null) {
        refuseProblem(settings);
        const isMatch = matchesConditions(settings.conditions, sample);
        return { matches: isMatch ? [{ name: settings.name, actions: settings.actions }] : [] };
      }
      const matching = matchingRules(await load(), sample);
      return {
        matches: matching.map((rule) => ({ name: rule.settings.name, actions: rule.settings.actions })),
      };
    },
  };
}

export interface TemplateHandlersOptions extends RuleHandlersOptions {
  readonly clock: Clock;
}

/** The commands of templates and drafts. */
export function createTemplateHandlers({
  service,
  store,
  hub,
  clock,
}: TemplateHandlersOptions): HandlersOf<'template'> & HandlersOf<'draft'> {
  const tell = (templates: readonly Template[]): void =>
    hub.emit('template.listChanged', { templates: soundTemplates(templates) });
  return {
    'template.list': async () => ({
      templates: soundTemplates(await stored(() => store.read('listTemplates', null))),
    }),
    'template.save': async ({ id, name, text }) => {
      const template = { id: id ?? templateId.parse(service.ids.next()), name, text };
      tell(await stored(() => store.write('saveTemplate', template)));
      return template;
    },
    'template.delete': async ({ ids }) => {
      tell(await stored(() => store.write('deleteTemplates', { ids })));
      return {};
    },
    'draft.list': async () => ({
      drafts: soundDrafts(await stored(() => store.read('listDrafts', null))),
    }),
    'draft.save': async ({ key, content }) => {
      const changedAtMs = Math.floor(clock.now());
      await stored(() => store.write('saveDraft', { key, content, changedAtMs }));
      return {};
    },
    'draft.delete': async ({ key }) => {
      await stored(() => store.write('deleteDraft', { key }));
      return {};
    },
  };
}

function refuseProblem(settings: RuleSettings): void {
  const problem = ruleProblem(settings);
  if (problem !== null) throw new RpcError('invalid-input', problem, { conditions: problem });
}
