import { beforeEach, describe, expect, it } from 'vitest';
import { EventHub } from '#electron/host/event-hub';
import { tellRuleNotices, type RuleNotice } from '#electron/main/rule-notices';
import { conversationId, messageId } from '#shared/model/ids';

let hub: EventHub;
let isInFront: boolean;
let shown: RuleNotice[];

beforeEach(() => {
  hub = new EventHub((error) => {
    throw error;
  });
  isInFront = false;
  shown = [];
  tellRuleNotices({
    hub,
    isInFront: () => isInFront,
    tell: (notice) => {
      shown.push(notice);
      return () => {
        shown = shown.filter((each) => each !== notice);
      };
    },
  });
});

const comesIn = (text: string): void => {
  hub.emit('rule.notified', {
    messageId: messageId.parse('m'),
    conversationId: conversationId.parse('c'),
    ruleName: 'Alarms',
    sourceAddress: '12025550123',
    text,
  });
};

describe('what a rule tells the desktop', () => {
  it('names the rule and the sender, with the text', () => {
    comesIn('Fire');
    expect(shown).toEqual([{ title: 'Alarms: message from 12025550123', body: 'Fire' }]);
  });

  it('is not told while the window is in front', () => {
    isInFront = true;
    comesIn('Fire');
    expect(shown).toEqual([]);
  });

  it('is the latest alone, cut between characters', () => {
    comesIn('One');
    comesIn('😀'.repeat(300));
    expect(shown).toEqual([{ title: 'Alarms: message from 12025550123', body: `${'😀'.repeat(199)}…` }]);
  });
});
