import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byPriority, chooseMember, type Candidate } from '#electron/host/trunk-groups/choose-member';
import { LoadShares } from '#electron/host/trunk-groups/load-shares';
import type { MemberState } from '#electron/host/trunk-groups/member-state';
import { trunkId } from '#shared/model/ids';
import type { GroupMember } from '#shared/model/trunk-group';

const states: readonly MemberState[] = [
  { kind: 'up' },
  { kind: 'throttled', why: 'is throttled' },
  { kind: 'down', why: 'is down' },
  { kind: 'out', why: 'is disabled' },
];
const members = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((list) =>
    list.map(([priority, share], index): GroupMember => ({
      trunkId: trunkId.parse(`t${index}`),
      priority,
      share,
    })),
  );
const count = (list: readonly (GroupMember | undefined)[], { trunkId: id }: GroupMember): number =>
  list.filter((each) => each?.trunkId === id).length;

describe('shares', () => {
  it('are kept exactly over any run as long as their sum, and within one message before that', () => {
    fc.assert(
      fc.property(members, fc.nat({ max: 60 }), (list, offset) => {
        const shares = new LoadShares();
        const total = list.reduce((sum, { share }) => sum + share, 0);
        const run = Array.from({ length: offset + total }, () => shares.next(list));
        for (const member of list) {
          expect(count(run.slice(offset), member)).toBe(member.share);
          for (let length = 1; length <= run.length; length += 1) {
            expect(count(run.slice(0, length), member)).toBeLessThan((length * member.share) / total + 1);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('stay within one round of what is due while members come and go', () => {
    fc.assert(
      fc.property(
        members.chain((list) =>
          fc.tuple(fc.constant(list), fc.array(fc.subarray(list, { minLength: 1 }), { maxLength: 40 })),
        ),
        ([list, rounds]) => {
          const shares = new LoadShares();
          const due = new Map(list.map((member) => [member, 0]));
          const run = rounds.map((candidates) => {
            const total = candidates.reduce((sum, { share }) => sum + share, 0);
            for (const each of candidates) due.set(each, (due.get(each) ?? 0) + each.share / total);
            const picked = shares.next(candidates);
            expect(candidates).toContain(picked);
            return picked;
          });
          const sum = list.reduce((whole, { share }) => whole + share, 0);
          for (const member of list) {
            expect(Math.abs(count(run, member) - (due.get(member) ?? 0))).toBeLessThan(sum + 1);
          }
        },
      ),
    );
  });
});

describe('a choice', () => {
  const candidates = members.chain((list) =>
    fc
      .array(fc.tuple(fc.constantFrom(...states), fc.boolean()), {
        minLength: list.length,
        maxLength: list.length,
      })
      .map((given) =>
        list.map((member, index): Candidate => {
          const [state, isRefused] = given[index] ?? [{ kind: 'up' }, false];
          return { member, name: member.trunkId, state, refusal: isRefused ? 'Refused.' : null };
        }),
      ),
  );

  it('is never one that is down while another is up, and the lowest priority of those that can', () => {
    fc.assert(
      fc.property(
        candidates,
        fc.constantFrom('failover' as const, 'load-balancing' as const),
        (list, mode) => {
          const ordered = byPriority(list);
          const choice = chooseMember({ name: 'G', mode }, ordered, (tier) => new LoadShares().next(tier));
          const usable = (kind: MemberState['kind']) =>
            ordered.filter(({ state, refusal }) => refusal === null && state.kind === kind);
          const best = usable('up').length > 0 ? usable('up') : usable('throttled');
          if (choice.kind === 'none') {
            expect(best).toEqual([]);
            expect(choice.waitsForId).toBe(usable('down')[0]?.member.trunkId ?? null);
            expect(choice.sentence).toMatch(/\.$/);
            return;
          }
          const chosen = best.find(({ member }) => member.trunkId === choice.trunkId);
          expect(chosen?.member.priority).toBe(best[0]?.member.priority);
          if (mode === 'failover') expect(chosen).toBe(best[0]);
          expect(choice.reason).toMatch(/^[^.].*\.$/);
        },
      ),
    );
  });
});
