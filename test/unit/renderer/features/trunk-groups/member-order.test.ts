import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trunkId } from '#shared/model/ids';
import { groupMember } from '#shared/model/trunk-group';
import {
  inOrder,
  lastPriority,
  moveMember,
} from '../../../../../renderer/features/trunk-groups/member-order';

const members = fc
  .array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 8 })
  .map((priorities) =>
    priorities.map((priority, index) => ({ trunkId: trunkId.parse(`t${index}`), priority, share: 1 })),
  );

describe('the order of members', () => {
  it('is what a move makes it, with priorities that are allowed and keep it', () => {
    fc.assert(
      fc.property(members, fc.nat(), fc.nat(), (list, first, second) => {
        const from = first % list.length;
        const to = second % list.length;
        const ids = inOrder(list).map((member) => member.trunkId);
        const [id] = ids.splice(from, 1);
        if (id !== undefined) ids.splice(to, 0, id);
        const moved = moveMember(list, from, to);
        expect(inOrder(moved).map((member) => member.trunkId)).toEqual(ids);
        for (const member of moved) expect(groupMember.safeParse(member).success).toBe(true);
      }),
    );
  });

  it('puts a new member last', () => {
    expect(lastPriority([])).toBe(10);
    expect(lastPriority([{ trunkId: trunkId.parse('a'), priority: 995, share: 1 }])).toBe(999);
  });
});
