import { useMemo, useState } from 'react';
import type { TrunkId } from '#shared/model/ids';
import type { SourceAddressView, UnassignedNumber } from '#shared/model/source-address';
import { sentenceOf } from '../../app/replica';
import { useSources, useStores, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { formatCount } from '../../ui/format';
import { Notice } from '../../ui/notice';
import { TransferLists } from '../../ui/transfer-lists';
import { assignNumbers, canBeAssigned } from './assign-numbers';
import { SourceLine } from './source-line';
import { searchText } from './source-words';

/** Numbers that are named before they are only counted. */
const NAMED = 5;
const keyOf = (source: SourceAddressView): string => source.id;

/** For which numbers a trunk receives. Not part of the trunk's settings: an assignment takes effect at once. */
export function TrunkInboundFields({ trunkId }: { readonly trunkId: TrunkId }) {
  const stores = useStores();
  const sources = useSources((state) => state.sources);
  const trunks = useTrunks((state) => state.trunks);
  const [problem, setProblem] = useState<string | null>(null);
  const { others, own } = useMemo(() => {
    const receiving = sources.filter(({ settings }) => settings.isInboundAllowed);
    return {
      others: receiving.filter(({ settings }) => settings.inboundTrunkId !== trunkId),
      own: receiving.filter(({ settings }) => settings.inboundTrunkId === trunkId),
    };
  }, [sources, trunkId]);

  const assign = (which: readonly SourceAddressView[], inboundTrunkId: TrunkId | null): void => {
    setProblem(null);
    stores.sources
      .updateMany(
        which.map(({ id }) => id),
        { inboundTrunkId },
      )
      .catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  const unassigned = useSources((state) => state.unassigned);
  const cameHere = unassigned.filter((number) => number.trunkId === trunkId && canBeAssigned(number));
  const receiveHere = (): void => {
    setProblem(null);
    assignNumbers(stores.sources, cameHere).catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  const noteOf = ({ settings }: SourceAddressView): string | null =>
    settings.inboundTrunkId === null || settings.inboundTrunkId === trunkId
      ? null
      : (trunks.find((trunk) => trunk.id === settings.inboundTrunkId)?.settings.name ?? null);

  return (
    <>
      {cameHere.length === 0 ? null : (
        <Notice kind="warning" actions={<Button onClick={receiveHere}>Receive here</Button>}>
          Messages came in over this trunk for {namesOf(cameHere)}, which no trunk receives for.
        </Notice>
      )}
      <TransferLists
        from={{
          title: 'Other inbound numbers',
          items: others,
          empty: 'No other number has inbound SMS. Switch it on for a number on the Sources page.',
        }}
        to={{ title: 'Received here', items: own, empty: 'This trunk receives for no number yet.' }}
        keyOf={keyOf}
        textOf={searchText}
        renderRow={(source) => <SourceLine source={source} note={noteOf(source)} />}
        onAdd={(added) => assign(added, trunkId)}
        onRemove={(removed) => assign(removed, null)}
      />
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
    </>
  );
}

/** The first few, and how many more. */
function namesOf(numbers: readonly UnassignedNumber[]): string {
  const named = numbers.slice(0, NAMED).map(({ address }) => address);
  const more = numbers.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${formatCount(more)} more` : named.join(', ');
}
