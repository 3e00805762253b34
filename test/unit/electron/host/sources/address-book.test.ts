import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { idOfNumber } from '#electron/host/sources/address-book-file';
import { trunkId } from '#shared/model/ids';
import { RpcError } from '#shared/rpc/errors';
import { useTempFolders } from '#test/support/use-temp-folders';
import { openBook, source } from './book-rig';

const trunkA = trunkId.parse('a');

describe('the address book', () => {
  const tempFolder = useTempFolders();

  it('finds again after a restart what was saved, and gives no id twice', async () => {
    const folder = tempFolder();
    const first = openBook(folder);
    const did = first.book.create(source('370 612 34567', { label: 'Support' }));
    expect(did.settings.address).toBe('+37061234567');
    const gone = first.book.create(source('+37061234568'));
    first.book.delete([gone.id]);
    await first.book.saved();

    const again = openBook(folder);
    expect(again.notices).toEqual([]);
    expect(again.book.list()).toEqual([did]);
    expect(again.book.create(source('+37061234568')).id).not.toBe(gone.id);
    await again.close();
  });

  it('refuses duplicates however they are written, and what is no address', () => {
    const { book } = openBook(tempFolder());
    book.create(source('+37061234567'));
    expect(() => book.create(source('37061234567'))).toThrow('+37061234567 is in the address book already.');
    expect(() => book.create(source('37061234567', { kind: 'national' }))).toThrow('already');
    expect(() => book.create(source('+37061'))).toThrow('too short for Lithuania (+370)');
    expect(() => book.create(source('Shop', { kind: 'alphanumeric', isInboundAllowed: true }))).toThrow(
      'A name cannot receive',
    );
    const missing = trunkId.parse('missing');
    expect(() =>
      book.create(source('1234', { kind: 'short-code', isInboundAllowed: true, inboundTrunkId: missing })),
    ).toThrow(RpcError);
    expect(book.list()).toHaveLength(1);
    // Names that differ in case are different senders.
    book.create(source('Shop', { kind: 'alphanumeric' }));
    book.create(source('SHOP', { kind: 'alphanumeric' }));
    expect(book.list()).toHaveLength(3);
  });

  it('changes an address, and keeps the place of the old one free', () => {
    const { book } = openBook(tempFolder());
    const { id } = book.create(source('+37061234567'));
    book.update(id, source('+37061234568'));
    expect(book.find('+37061234567')).toBeUndefined();
    expect(book.find('37061234568')?.id).toBe(id);
    // Its own address is no duplicate of itself.
    expect(() => book.update(id, source('+37061234568', { label: 'x' }))).not.toThrow();
    expect(() => book.update(idOfNumber(99), source('+37061234569'))).toThrow('does not exist any more');
  });

  it('changes many at once: what is given, and inbound SMS with an assignment', () => {
    const { book, events } = openBook(tempFolder());
    const number = book.create(source('+37061234567', { label: 'kept' }));
    const name = book.create(source('Shop', { kind: 'alphanumeric' }));
    const before = events.length;
    book.updateMany([number.id, name.id, number.id], { inboundTrunkId: trunkA, isOutboundAllowed: false });
    expect(events.length).toBe(before + 1);
    expect(book.get(number.id)?.settings).toEqual(
      source('+37061234567', {
        label: 'kept',
        isOutboundAllowed: false,
        isInboundAllowed: true,
        inboundTrunkId: trunkA,
      }),
    );
    expect(book.get(name.id)?.settings).toMatchObject({ isInboundAllowed: false, inboundTrunkId: null });
    book.updateMany([number.id], { isInboundAllowed: false });
    expect(book.get(number.id)?.settings).toMatchObject({ isInboundAllowed: false, inboundTrunkId: null });
  });

  it('takes the assignment from a trunk that is deleted', () => {
    const { book, trunks, hub, events } = openBook(tempFolder());
    const { id } = book.create(source('+37061234567', { isInboundAllowed: true, inboundTrunkId: trunkA }));
    trunks.shift();
    hub.emit('trunk.deleted', { ids: [trunkA] });
    expect(book.get(id)?.settings).toMatchObject({ isInboundAllowed: true, inboundTrunkId: null });
    expect(events.map(({ name }) => name)).toEqual(['source.changed', 'trunk.deleted', 'source.changed']);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('sets damaged entries aside and loads the others', async () => {
    const folder = tempFolder();
    const first = openBook(folder);
    first.book.create(source('+37061234567'));
    await first.book.saved();
    const file = JSON.parse(readFileSync(first.bookPath, 'utf8')) as { sources: unknown[] };
    file.sources.push({ id: 's9', settings: { address: '', kind: 'did' } }, 'nonsense', {
      id: 's8',
      settings: source('37061234567'),
    });
    writeFileSync(first.bookPath, JSON.stringify(file));

    const again = openBook(folder);
    expect(again.book.list()).toHaveLength(1);
    expect(again.notices).toHaveLength(1);
    expect(again.notices[0]).toMatch(/^3 entries of the address book could not be read and were set aside/);
    await again.book.saved();
    const written = JSON.parse(readFileSync(first.bookPath, 'utf8')) as { setAside: unknown[] };
    expect(written.setAside).toHaveLength(3);
    expect(openBook(folder).notices).toEqual([]);
  });

  it('moves a file that is no JSON aside', () => {
    const folder = tempFolder();
    const { bookPath } = openBook(folder);
    writeFileSync(bookPath, '{"sources":[');
    const again = openBook(folder);
    expect(again.book.list()).toEqual([]);
    expect(again.notices[0]).toMatch(/^The address book file could not be read.* kept as .*damaged/);
  });

  it('bears 100,000 entries, and changes made while it is written are on disk when told so', async () => {
    const folder = tempFolder();
    const { book } = openBook(folder);
    const entries = Array.from({ length: 100_000 }, (_, index) => ({
      id: null,
      settings: source(`Shop ${index}`, { kind: 'alphanumeric' }),
    }));
    const results = book.putMany(entries);
    expect(results.filter((result) => result instanceof RpcError)).toEqual([]);
    const saving = book.saved();
    const later = book.create(source('+37061234567'));
    await Promise.all([saving, book.saved()]);
    const again = openBook(folder);
    expect(again.book.list()).toHaveLength(100_001);
    expect(again.book.get(later.id)).toEqual(later);
  });

  it('says so when it cannot be written, and keeps what was there', async () => {
    const folder = tempFolder();
    const { book, bookPath } = openBook(folder);
    book.create(source('+37061234567'));
    await book.saved();
    mkdirSync(`${bookPath}.new`);
    book.create(source('+37061234568'));
    await expect(book.saved()).rejects.toThrow(/^The address book could not be saved: /);
    expect(openBook(folder).book.list()).toHaveLength(1);
    expect(book.list()).toHaveLength(2);
  });
});
