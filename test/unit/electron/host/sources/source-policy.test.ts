import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { destinationOf, type SourceTrunk } from '#electron/host/sources/source-policy';
import { trunkId, type SourceAddressId } from '#shared/model/ids';
import { aTrunk } from '#test/support/views';
import { useTempFolders } from '#test/support/use-temp-folders';
import { openBook, source, type BookRig } from './book-rig';

const trunkA = trunkId.parse('a');

describe('who may send from what', () => {
  const tempFolder = useTempFolders();
  let rig: BookRig;
  beforeEach(() => {
    rig = openBook(tempFolder(), [aTrunk('a'), aTrunk('demo', { isDemo: true })]);
  });
  const trunk = (
    sources: Partial<SourceTrunk['sources']> = {},
    numbering: Partial<SourceTrunk['numbering']> = {},
  ): SourceTrunk => {
    const { settings } = aTrunk('a');
    return {
      name: 'Carrier A',
      sources: { ...settings.sources, ...sources },
      numbering: { ...settings.numbering, ...numbering },
    };
  };
  const only = (...allowedIds: SourceAddressId[]): SourceTrunk => trunk({ isAnyAllowed: false, allowedIds });

  it('allows any with the TON and NPI of its kind', () => {
    const tonNpi = (typed: string): unknown => {
      const verdict = rig.policy.check(trunk(), typed);
      return verdict.kind === 'allowed'
        ? [verdict.address.address, verdict.address.ton, verdict.address.npi]
        : null;
    };
    expect(tonNpi('+370 612 34567')).toEqual(['37061234567', 1, 1]);
    expect(tonNpi('061234567')).toEqual(['061234567', 2, 1]);
    expect(tonNpi('1234')).toEqual(['1234', 3, 0]);
    expect(tonNpi('Shop')).toEqual(['Shop', 5, 0]);
  });

  it('knows the kind of an address from the book, then the trunk’s rules, then the message’s', () => {
    rig.book.create(source('1234567', { kind: 'national' }));
    const rules = trunk({}, { source: { national: { ton: 0, npi: 8 } } });
    expect(rig.policy.check(trunk(), '1234567')).toMatchObject({
      address: { kind: 'national', ton: 2, npi: 1 },
    });
    expect(rig.policy.check(rules, '1234567')).toMatchObject({ address: { ton: 0, npi: 8 } });
    expect(rig.policy.check(rules, '1234567', { ton: 6 })).toMatchObject({ address: { ton: 6, npi: 8 } });
  });

  it('refuses what is in the book without outbound P2P SMS, also where any is allowed', () => {
    rig.book.create(source('+37061234567', { isOutboundAllowed: false }));
    expect(rig.policy.check(trunk(), '37061234567')).toEqual({
      kind: 'refused',
      sentence:
        '+37061234567 is in the address book without outbound P2P SMS. Switch that on for it on the Sources page, or send from another address.',
    });
  });

  it('sends without a source address only where the trunk says that the SMSC sets it', () => {
    expect(rig.policy.check(trunk(), ' ')).toMatchObject({ kind: 'refused' });
    expect(rig.policy.check(trunk({ isEmptyAllowed: true }), ' ')).toEqual({
      kind: 'allowed',
      address: { kind: 'none', address: '', ton: 0, npi: 0 },
    });
    expect(rig.policy.check(trunk({ isAnyAllowed: false, isEmptyAllowed: true }), '')).toMatchObject({
      kind: 'allowed',
    });
  });

  it('allows only the chosen ones, and nothing when none is chosen', () => {
    const chosen = rig.book.create(source('+37061234567'));
    rig.book.create(source('+37061234568'));
    expect(rig.policy.check(only(chosen.id), '37061234567')).toMatchObject({ kind: 'allowed' });
    for (const other of ['+37061234568', '1234', 'Shop']) {
      expect(rig.policy.check(only(chosen.id), other)).toMatchObject({
        kind: 'refused',
        sentence: `${other} is not among the source addresses that are allowed on Carrier A. Choose an allowed one, or allow it in the settings of Carrier A.`,
      });
    }
    expect(rig.policy.check(only(), '+37061234567')).toMatchObject({
      sentence: expect.stringContaining('has no allowed source address') as string,
    });
    expect(rig.policy.warnings(only())).toHaveLength(1);
    expect(rig.policy.warnings(only(chosen.id))).toEqual([]);
    expect(rig.policy.warnings(trunk())).toEqual([]);
  });

  it('drops a chosen one that loses outbound P2P SMS, and says so', () => {
    const lost = rig.book.create(source('+37061234567'));
    const kept = rig.book.create(source('+37061234568'));
    const choice = only(lost.id, kept.id);
    expect(rig.policy.check(choice, '+37061234567')).toMatchObject({ kind: 'allowed' });
    let changes = 0;
    rig.policy.onChanged(() => (changes += 1));
    rig.book.updateMany([lost.id], { isOutboundAllowed: false });
    expect(changes).toBe(1);
    expect(rig.policy.check(choice, '+37061234567')).toMatchObject({
      sentence:
        '+37061234567 is allowed on Carrier A but has no outbound P2P SMS any more. Switch that on for it on the Sources page.',
    });
    expect(rig.policy.warnings(choice)).toEqual([
      'Chosen as source address but without outbound P2P SMS, so not used: +37061234567.',
    ]);
    rig.book.delete([kept.id]);
    expect(rig.policy.warnings(choice)).toHaveLength(2);
    expect(rig.policy.check(choice, '+37061234568')).toMatchObject({ kind: 'refused' });
  });

  it('adds what was sent from to the book, once, and only what can be in it', () => {
    for (const typed of ['+37061234567', '370 612 34567', '', '+3706', 'Shop'])
      rig.policy.noteUsed(trunkA, typed);
    expect(rig.book.list().map(({ settings }) => settings)).toEqual([
      source('+37061234567'),
      source('Shop', { kind: 'alphanumeric' }),
    ]);
    expect(rig.errors).toEqual([]);
  });

  it('lets the demo trunk receive for the number that was sent from over it', () => {
    const demo = trunkId.parse('demo');
    rig.policy.noteUsed(demo, '12025550147');
    expect(rig.book.find('+12025550147')?.settings).toMatchObject({
      isInboundAllowed: true,
      inboundTrunkId: demo,
    });
    expect(rig.inbound.note({ trunkId: demo, trunkName: 'Demo trunk' }, '12025550147')).toBeNull();
  });

  it('never allows over a list what is not in it with outbound P2P SMS, whatever is typed', () => {
    const ids = [
      source('+37061234567'),
      source('1234', { kind: 'short-code' }),
      source('Shop', { kind: 'alphanumeric' }),
    ].map((settings) => rig.book.create(settings).id);
    const pool = ['+37061234567', '37061234567', '1234', 'Shop', 'shop', '+37061234568', ''];
    fc.assert(
      fc.property(
        fc.subarray(ids),
        fc.subarray(ids),
        fc.oneof(fc.constantFrom(...pool), fc.string({ maxLength: 12 })),
        (allowedIds, outbound, typed) => {
          rig.book.updateMany(ids, { isOutboundAllowed: false });
          rig.book.updateMany(outbound, { isOutboundAllowed: true });
          const known = rig.book.find(typed);
          const may = known !== undefined && allowedIds.includes(known.id) && outbound.includes(known.id);
          expect(rig.policy.check(only(...allowedIds), typed).kind).toBe(may ? 'allowed' : 'refused');
        },
      ),
    );
  });

  it('numbers destinations by the trunk’s rules for them', () => {
    const rules = trunk(
      {},
      { destination: { international: { ton: 1, npi: 0 } }, source: { international: { ton: 9, npi: 9 } } },
    );
    expect(destinationOf(rules, '+37061234567')).toMatchObject({ address: '37061234567', ton: 1, npi: 0 });
    expect(destinationOf(rules, '1234')).toMatchObject({ ton: 3, npi: 0 });
    expect(destinationOf(rules, '1234', { ton: 0 })).toMatchObject({ ton: 0, npi: 0 });
  });
});
