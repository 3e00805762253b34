import { describe, expect, it } from 'vitest';
import { MAX_UNASSIGNED } from '#electron/host/sources/unassigned-numbers';
import { trunkId } from '#shared/model/ids';
import { useTempFolders } from '#test/support/use-temp-folders';
import { openBook, source } from './book-rig';

const a = { trunkId: trunkId.parse('a'), trunkName: 'Trunk a' };
const b = { trunkId: trunkId.parse('b'), trunkName: 'Trunk b' };

describe('inbound numbers', () => {
  const tempFolder = useTempFolders();

  it('says nothing of a message that came as assigned', () => {
    const { book, inbound } = openBook(tempFolder());
    book.create(source('+37061234567', { isInboundAllowed: true, inboundTrunkId: a.trunkId }));
    expect(inbound.note(a, '37061234567')).toBeNull();
    expect(inbound.list()).toEqual([]);
  });

  it('marks what came over another trunk than assigned', () => {
    const { book, inbound } = openBook(tempFolder());
    book.create(source('+37061234567', { isInboundAllowed: true, inboundTrunkId: a.trunkId }));
    expect(inbound.note(b, '37061234567')).toEqual({
      kind: 'other-trunk',
      sentence:
        'This came over Trunk b, but +37061234567 is assigned to Trunk a. Check the routing with the provider, or assign the number to Trunk b on the Sources page.',
    });
    expect(inbound.list()).toEqual([]);
  });

  it('marks and counts what came for an unassigned number, and tells once a second', async () => {
    const { inbound, clock, events } = openBook(tempFolder());
    expect(inbound.note(a, '37061234567')).toMatchObject({ kind: 'unassigned' });
    inbound.note(a, '1234');
    inbound.note(b, '+37061234567');
    expect(events).toEqual([]);
    clock.advance(1000);
    expect(events.map(({ name }) => name)).toEqual(['source.unassignedChanged']);
    const nowMs = clock.now() - 1000;
    expect(inbound.list()).toEqual([
      { address: '+37061234567', ...b, messageCount: 2, lastAtMs: nowMs },
      { address: '1234', ...a, messageCount: 1, lastAtMs: nowMs },
    ]);
    await inbound.close();
    clock.assertNoTimers();
  });

  it('counts on after a restart, until the number is assigned', async () => {
    const folder = tempFolder();
    const first = openBook(folder);
    first.inbound.note(a, '37061234567');
    await first.close();
    const again = openBook(folder);
    again.inbound.note(a, '37061234567');
    expect(again.inbound.list()).toMatchObject([{ messageCount: 2 }]);
    again.book.create(source('+37061234567', { isInboundAllowed: true }));
    expect(again.inbound.list()).toHaveLength(1);
    again.book.updateMany([again.book.list()[0]?.id ?? ('' as never)], { inboundTrunkId: a.trunkId });
    expect(again.inbound.list()).toEqual([]);
    expect(again.events.at(-1)).toMatchObject({
      name: 'source.unassignedChanged',
      payload: { unassigned: [] },
    });
  });

  it('keeps a bounded number of them, the latest', () => {
    const { inbound } = openBook(tempFolder());
    for (let index = 0; index < MAX_UNASSIGNED + 5; index += 1) inbound.note(a, `Name ${index}`);
    expect(inbound.list()).toHaveLength(MAX_UNASSIGNED);
    expect(inbound.list()[0]?.address).toBe(`Name ${MAX_UNASSIGNED + 4}`);
    expect(inbound.list().at(-1)?.address).toBe('Name 5');
  });

  it('bears a number that is none, and one that is empty', () => {
    const { inbound } = openBook(tempFolder());
    expect(inbound.note(a, '')).toEqual({
      kind: 'unassigned',
      sentence: 'The SMSC named no number that this message was sent to.',
    });
    inbound.note(a, 'x'.repeat(64));
    expect(inbound.list()).toMatchObject([{ address: `${'x'.repeat(39)}…` }]);
  });
});
