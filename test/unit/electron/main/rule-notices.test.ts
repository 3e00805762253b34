import { beforeEach, describe, expect, it } from 'vitest';
import { EventHub } from '#electron/host/event-hub';
import { tellRuleNotices, type RuleNotice } from '#electron/main/rule-notices';
import { conversationId, messageId } from '#shared/model/ids';

let hub: EventHub;
let isInFront: boolean;
let areNumbersMasked: boolean;
let shown: RuleNotice[];

beforeEach(() => {
  hub = new EventHub((error) => {
    throw error;
  });
  isInFront = false;
  areNumbersMasked = false;
  shown = [];
  tellRuleNotices({
    hub,
    isInFront: () => isInFront,
    areNumbersMasked: () => areNumbersMasked,
    tell: (notice) => {
      shown.push(notice);
      return () => {
        shown = shown.filter((each) => each !== notice);
      };
    },
  });
});

const comesIn = (text: string, ruleName = 'Alarms'): void => {
  hub.emit('rule.notified', {
    messageId: messageId.parse('m'),
    conversationId: conversationId.parse('c'),
    ruleName,
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

  it('hides numbers wherever they stand while the window hides them', () => {
    areNumbersMasked = true;
    comesIn('Call 12025550188 or +44 7700 900123', 'Of 12025550199');
    const body = 'Call 120••••••88 or +44 7••• ••••23';
    expect(shown).toEqual([{ title: 'Of 120••••••99: message from 120••••••23', body }]);
    areNumbersMasked = false;
    comesIn('Call 12025550188');
    expect(shown).toEqual([{ title: 'Alarms: message from 12025550123', body: 'Call 12025550188' }]);
  });
});
