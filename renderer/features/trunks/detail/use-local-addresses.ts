import { useEffect, useState } from 'react';
import type { CommandOutput } from '#shared/contract/index';
import type { TrunkView } from '#shared/model/trunk-view';
import { useStores } from '../../../app/stores';

type LocalAddresses = CommandOutput<'trunk.localAddresses'>;

/** Where the trunk connects from, asked anew whenever its state changes; null while it is not known. */
export function useLocalAddresses({ id, connection }: TrunkView): LocalAddresses | null {
  const { client } = useStores();
  const [found, setFound] = useState<{ readonly of: string; readonly answer: LocalAddresses } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    client.call('trunk.localAddresses', { id }).then(
      (answer) => {
        if (isCurrent) setFound({ of: id, answer });
      },
      // Worth knowing, not worth an error of its own: the binds above say what is wrong.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, id, connection.kind]);
  return found?.of === id ? found.answer : null;
}
