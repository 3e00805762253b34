import { describe, expect, it } from 'vitest';
import { trunkId } from '#shared/model/ids';
import { sourceAddressView } from '#shared/model/source-address';
import {
  filterSources,
  noFilter,
  type SourceFilter,
} from '../../../../../renderer/features/sources/source-list';

const book = [
  { address: '+37061234567', kind: 'did', label: 'Support', isInboundAllowed: true, inboundTrunkId: 'b' },
  { address: '1234', kind: 'short-code', label: 'Votes', isInboundAllowed: true },
  { address: 'Shop', kind: 'alphanumeric', isOutboundAllowed: false },
].map((settings, index) => sourceAddressView.parse({ id: `s${index}`, settings }));

describe('the list of sources', () => {
  const found = (filter: Partial<SourceFilter>) =>
    filterSources(book, { ...noFilter, ...filter }, (id) => `Trunk ${id}`).map(
      ({ settings }) => settings.address,
    );

  it.each<[Partial<SourceFilter>, string[]]>([
    [{}, ['+37061234567', '1234', 'Shop']],
    [{ search: '612 345' }, ['+37061234567']],
    [{ search: 'vot' }, ['1234']],
    [{ kind: 'alphanumeric' }, ['Shop']],
    [{ use: 'no-outbound' }, ['Shop']],
    [{ use: 'unassigned' }, ['1234']],
    [{ trunk: trunkId.parse('b') }, ['+37061234567']],
    [{ sort: 'address' }, ['1234', '+37061234567', 'Shop']],
    [{ sort: 'label' }, ['+37061234567', '1234', 'Shop']],
    [{ sort: 'trunk' }, ['+37061234567', '1234', 'Shop']],
    [{ search: 'nothing' }, []],
  ])('with %j has %j', (filter, addresses) => {
    expect(found(filter)).toEqual(addresses);
  });
});
