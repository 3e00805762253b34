import { z } from 'zod';
import { template, templateId, templateSettings } from '../model/template';
import { command, event } from './define';

export const templateContract = {
  'template.list': command(z.strictObject({}), z.strictObject({ templates: z.array(template) })),
  /** `id` null makes a new one. */
  'template.save': command(
    z.strictObject({ id: templateId.nullable(), ...templateSettings.shape }),
    template,
  ),
  'template.delete': command(
    z.strictObject({ ids: z.array(templateId).min(1).max(1000) }),
    z.strictObject({}),
  ),
  /** All of them as they are now, by name. */
  'template.listChanged': event(z.strictObject({ templates: z.array(template) })),
};
