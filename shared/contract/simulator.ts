import { z } from 'zod';
import { handsetMessage, simulatorView } from '../model/simulator';
import { command, event } from './define';

export const simulatorContract = {
  'simulator.get': command(
    z.strictObject({}),
    z.strictObject({ seq: z.number().int(), simulator: simulatorView, messages: z.array(handsetMessage) }),
  ),
  'simulator.start': command(z.strictObject({}), simulatorView),
  'simulator.stop': command(z.strictObject({}), simulatorView),
  /** Types on the handset: comes back to the bound ESME as deliver_sm. */
  'simulator.handsetSend': command(
    z.strictObject({
      handset: z.string().min(1).max(20),
      to: z.string().max(20),
      text: z.string().min(1).max(10_000),
    }),
    handsetMessage,
  ),
  'simulator.changed': event(simulatorView),
  'simulator.handsetChanged': event(handsetMessage),
};
