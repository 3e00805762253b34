import { describe, expect, it } from 'vitest';
import { sourceAddressId, trunkGroupId, trunkId } from '#shared/model/ids';
import { sourceAddressSettings } from '#shared/model/source-address';
import { trunkGroupSettings, type SendTarget } from '#shared/model/trunk-group';
import { aTrunk } from '#test/support/views';
import {
  leadingTrunk,
  sourceChoiceOf,
  sourceProblem,
  trunksOf,
} from '../../../../../renderer/features/composer/source-choice';

const idOf = (name: string) => trunkId.parse(name);
const trunks = ['t1', 't2', 't3'].map((id) => aTrunk(id));
const group = (carrier: string | null) => ({
  id: trunkGroupId.parse('g1'),
  settings: trunkGroupSettings.parse({
    name: 'Group',
    members: [
      { trunkId: idOf('t1'), priority: 20 },
      { trunkId: idOf('t3'), priority: 5 },
      { trunkId: idOf('deleted'), priority: 1 },
    ],
  }),
  carrierId: carrier === null ? null : idOf(carrier),
  reason: '',
});
const toGroup: SendTarget = { kind: 'group', groupId: trunkGroupId.parse('g1') };
const toTrunk = (name: string): SendTarget => ({ kind: 'trunk', trunkId: idOf(name) });
const names = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);

const source = (address: string, isOutboundAllowed = true) => ({
  id: sourceAddressId.parse(`id-${address}`),
  settings: sourceAddressSettings.parse({ address, kind: 'did', isOutboundAllowed }),
});
const rule = (
  allowed: readonly string[],
  changed: { isAnyAllowed?: boolean; isEmptyAllowed?: boolean } = {},
) =>
  aTrunk('t1', {
    settings: {
      sources: {
        isAnyAllowed: false,
        allowedIds: allowed.map((address) => sourceAddressId.parse(`id-${address}`)),
        ...changed,
      },
    },
  });

describe('the trunks of a target', () => {
  it('are the one, or the members of the group by priority, as far as they exist', () => {
    expect(names(trunksOf(toTrunk('t2'), trunks, []))).toEqual(['t2']);
    expect(names(trunksOf(toGroup, trunks, [group(null)]))).toEqual(['t3', 't1']);
    expect(trunksOf(toTrunk('deleted'), trunks, [])).toEqual([]);
    expect(trunksOf(toGroup, trunks, [])).toEqual([]);
    expect(trunksOf(null, trunks, [])).toEqual([]);
  });

  it('are led by the one that carries the group, else by the first', () => {
    expect(leadingTrunk(toGroup, trunks, [group('t1')])?.id).toBe('t1');
    expect(leadingTrunk(toGroup, trunks, [group(null)])?.id).toBe('t3');
    expect(leadingTrunk(toTrunk('deleted'), trunks, [])).toBeNull();
  });
});

describe('what may be sent from', () => {
  const book = [source('+12025550101'), source('+12025550102'), source('+12025550103', false)];
  const offered = (members: Parameters<typeof sourceChoiceOf>[0]) =>
    sourceChoiceOf(members, book).offered.map(({ settings }) => settings.address);

  it('is the book without numbers for inbound alone, or what the trunk allows of it', () => {
    expect(offered([rule([], { isAnyAllowed: true })])).toEqual(['+12025550101', '+12025550102']);
    expect(offered([rule(['+12025550102', '+12025550103'])])).toEqual(['+12025550102']);
    expect(offered([rule([])])).toEqual([]);
  });

  it('is, of a group, what one of its trunks may', () => {
    expect(offered([rule(['+12025550101']), rule(['+12025550102'])])).toEqual([
      '+12025550101',
      '+12025550102',
    ]);
    expect(sourceChoiceOf([rule([]), rule([], { isEmptyAllowed: true })], book).isEmptyAllowed).toBe(true);
  });

  it('is refused in words where it is anything else, however the number is written', () => {
    const choice = sourceChoiceOf([rule(['+12025550101'])], book);
    expect(sourceProblem('1 (202) 555-0101', choice, 'Demo')).toBeNull();
    expect(sourceProblem('', choice, 'Demo')).toBeNull();
    expect(sourceProblem('+12025550102', choice, 'Demo')).toContain('Demo may not send from +12025550102');
    expect(sourceProblem('Bank', sourceChoiceOf([rule([])], book), 'Demo')).toContain(
      'Demo has no source address',
    );
    expect(
      sourceProblem('Bank', sourceChoiceOf([rule([], { isAnyAllowed: true })], book), 'Demo'),
    ).toBeNull();
  });
});
