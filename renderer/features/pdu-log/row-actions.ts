import { useMemo } from 'react';
import type { PduRow } from '#shared/model/pdu-row';
import { copyText } from '../../app/clipboard';
import { sentenceOf } from '../../app/replica';
import type { Stores } from '../../app/stores';
import { useStores } from '../../app/stores';
import { showToast } from '../../ui/toast';
import { ladderFor } from './ladder-for';
import { linesOfChosen, textOfPdu } from './copied-texts';
import { openMessageOf } from './open-message';
import type { CopyKind } from './pdu-copies';
import type { PduLogStore } from './pdu-log-store';
import type { LadderKind, RowMenuHandlers } from './pdu-row-menu';

/** What can be done with a row of a log, from its menu, its keys and its explanation. */
export function rowActions(stores: Stores, log: PduLogStore): RowMenuHandlers {
  const { client, logPage, navigation } = stores;
  const goToPage = (): void => {
    logPage.show(log);
    navigation.goTo('log');
  };
  return {
    onCopy: (text: string) => void copyText(client, text),
    onCopyAs: (row: PduRow, kind: CopyKind) => {
      textOfPdu(stores, log, row, kind).then(
        (text) => void copyText(client, text),
        (error: unknown) => showToast('Nothing was copied', sentenceOf(error)),
      );
    },
    onCopyLines: () => {
      linesOfChosen(client, log.getState()).then(
        (text) => void copyText(client, text),
        (error: unknown) => showToast('Nothing was copied', sentenceOf(error)),
      );
    },
    onLadder: (row: PduRow, kind: LadderKind) => {
      ladderFor(client, log.getState(), row, kind).then(
        (panel) => {
          goToPage();
          logPage.setState({ panel });
        },
        (error: unknown) => showToast('There is no sequence diagram', sentenceOf(error)),
      );
    },
    onMessage: (row: PduRow) => {
      openMessageOf(stores, row).then(
        (problem) => {
          if (problem !== null) showToast('There is no message to this PDU', problem);
        },
        (error: unknown) => showToast('The message was not opened', sentenceOf(error)),
      );
    },
    onCompare: (left: number, right: number) => {
      goToPage();
      logPage.setState({ compared: { left, right } });
    },
  };
}

export function useRowActions(log: PduLogStore): RowMenuHandlers {
  const stores = useStores();
  return useMemo(() => rowActions(stores, log), [stores, log]);
}
