import { describe, expect, it } from 'vitest';
import { trunkGroupId } from '#shared/model/ids';
import type { TrunkView } from '#shared/model/trunk-view';
import { aTrunk } from '#test/support/views';
import { targetNotice } from '../../../../../renderer/features/composer/target-notice';

const base = aTrunk('carrier');
const target = { kind: 'trunk', trunkId: base.id } as const;
const noticeOf = (change: Partial<TrunkView>, settings: Partial<TrunkView['settings']> = {}) =>
  targetNotice(target, { ...base, ...change, settings: { ...base.settings, ...settings, name: 'ACME' } }, []);

describe('what keeps a message from going out', () => {
  it.each([
    ['connecting', null],
    ['logging', null],
    ['unbinding', null],
    ['idle', 'ACME is idle. What you send waits until it is bound.'],
    ['login-failed', 'ACME: Login failed. What you send waits until it is logged in.'],
    ['error', 'ACME: Error. What you send waits until it is logged in.'],
  ] as const)('of a trunk that is %s', (kind, sentence) => {
    expect(noticeOf({ connection: { kind }, last: null })?.sentence ?? null).toBe(sentence);
  });

  it('says why the link is down', () => {
    const last = { kind: 'invalid-password', sentence: 'No.', commandStatus: 14, atMs: 1 } as const;
    const connection = { kind: 'waiting', after: 'login-failed', retryAtMs: 1 } as const;
    expect(noticeOf({ connection, last })?.sentence).toBe(
      'ACME: Login failed (Invalid password). What you send waits until it is logged in.',
    );
  });

  it('is nothing of a transmitter that logs in on demand', () => {
    const onDemand = { isEnabled: true, idleSeconds: 60 };
    expect(noticeOf({ connection: { kind: 'idle' } }, { bindType: 'transmitter', onDemand })).toBeNull();
  });

  it('is that it is disabled, or only receives, whatever its state', () => {
    expect(noticeOf({}, { isEnabled: false })?.sentence).toBe(
      'ACME is disabled. What you send waits until it is enabled.',
    );
    expect(noticeOf({}, { bindType: 'receiver' })).toEqual({
      kind: 'error',
      sentence: 'ACME is bound as a receiver and cannot send. Choose another trunk, or change its bind type.',
    });
  });

  it('of a group is that none of its trunks can carry', () => {
    const id = trunkGroupId.parse('g1');
    const group = (carrierId: typeof base.id | null) => ({
      id,
      settings: { name: 'All', mode: 'failover' as const, members: [] },
      carrierId,
      reason: '',
    });
    const over = (carrierId: typeof base.id | null) =>
      targetNotice({ kind: 'group', groupId: id }, base, [group(carrierId)]);
    expect(over(base.id)).toBeNull();
    expect(over(null)?.sentence).toBe(
      'No trunk of All can carry a message now. What you send waits until one can.',
    );
  });
});
