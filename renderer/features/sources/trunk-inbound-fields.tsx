import { useMemo, useState } from 'react';
import type { TrunkId } from '#shared/model/ids';
import type { SourceAddressView } from '#shared/model/source-address';
import { sentenceOf } from '../../app/replica';
import { useSources, useStores, useTrunks } from '../../app/stores';
import { Notice } from '../../ui/notice';
import { TransferLists } from '../../ui/transfer-lists';
import { SourceLine } from './source-line';
import { searchText } from './source-words';

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
  const noteOf = ({ settings }: SourceAddressView): string | null =>
    settings.inboundTrunkId === null || settings.inboundTrunkId === trunkId
      ? null
      : (trunks.find((trunk) => trunk.id === settings.inboundTrunkId)?.settings.name ?? null);

  return (
    <>
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
