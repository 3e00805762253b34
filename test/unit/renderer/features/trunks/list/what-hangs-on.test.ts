import { expect, it } from 'vitest';
import { sourceAddressSettings } from '#shared/model/source-address';
import { trunkGroupId, trunkId } from '#shared/model/ids';
import { trunkGroupSettings, type TrunkGroupView } from '#shared/model/trunk-group';
import { aTrunk } from '#test/support/views';
import { whatHangsOn } from '../../../../../../renderer/features/trunks/list/delete-trunks-dialog';

const group = (name: string, ...members: string[]): TrunkGroupView => ({
  id: trunkGroupId.parse(name),
  settings: trunkGroupSettings.parse({ name, members: members.map((id) => ({ trunkId: id })) }),
  carrierId: null,
  reason: '',
});
const source = (address: string, inboundTrunk: string | null) => ({
  settings: sourceAddressSettings.parse({
    address,
    kind: 'did',
    isInboundAllowed: true,
    inboundTrunkId: inboundTrunk === null ? null : trunkId.parse(inboundTrunk),
  }),
});

it('says nothing of a trunk that nothing hangs on', () => {
  expect(
    whatHangsOn([aTrunk('a')], [group('Others', 'b')], [source('+49301', null), source('+49302', 'b')]),
  ).toEqual([]);
});

it('names the groups once each, counts the numbers and what waits', () => {
  const trunks = [aTrunk('a', { queuedCount: 2 }), aTrunk('b', { queuedCount: 1 })];
  expect(
    whatHangsOn(
      trunks,
      [group('Both', 'a', 'b'), group('One', 'b', 'c'), group('None', 'c')],
      ['1', '2', '3', '4'].map((digit) => source(`+4930${digit}`, digit === '4' ? 'b' : 'a')),
    ),
  ).toEqual([
    '2 groups lose members: Both, One.',
    '4 source addresses will receive over no trunk: +49301, +49302, +49303 and others.',
    '3 messages that wait to be sent will not leave.',
  ]);
});

it('speaks of one as of one', () => {
  expect(whatHangsOn([aTrunk('a', { queuedCount: 1 })], [group('G', 'a')], [source('+49301', 'a')])).toEqual([
    '1 group loses members: G.',
    '1 source address will receive over no trunk: +49301.',
    '1 message that waits to be sent will not leave.',
  ]);
});
