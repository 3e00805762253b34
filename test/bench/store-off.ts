import type { MessageStore } from '#electron/host/storage/message-store';
import type {
  ReadKind,
  ReadOutput,
  WriteInput,
  WriteKind,
  WriteOutput,
} from '#electron/host/storage/operations';
import type { NewOutbound, SegmentToSend } from '#electron/host/storage/stored-records';
import type { Unsubscribe } from '#shared/lib/emitter';

/** The message service with its store off: a queue in memory, and whatever else is told is forgotten. */
export class StoreOff implements MessageStore {
  readonly #queue: SegmentToSend[] = [];
  #taken = 0;

  write<K extends WriteKind>(kind: K, input: WriteInput<K>): Promise<WriteOutput<K>> {
    return Promise.resolve(this.#answer(kind, input) as WriteOutput<K>);
  }

  read<K extends ReadKind>(kind: K): Promise<ReadOutput<K>> {
    const output = kind === 'listRules' ? { mode: 'first', rules: [] } : kind === 'countQueued' ? 0 : [];
    return Promise.resolve(output as ReadOutput<K>);
  }

  wipe(): Promise<void> {
    return Promise.resolve();
  }

  onChanged(): Unsubscribe {
    return () => undefined;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #answer(kind: WriteKind, input: WriteInput<WriteKind>): WriteOutput<WriteKind> {
    switch (kind) {
      case 'insertOutbounds':
        for (const message of input as readonly NewOutbound[]) this.#queue.push(...segmentsOf(message));
        return null;
      case 'takeQueued': {
        const { limit } = input as WriteInput<'takeQueued'>;
        const taken = this.#queue.slice(this.#taken, this.#taken + limit);
        this.#taken += taken.length;
        return taken;
      }
      case 'settleSegment':
        return { receiptIds: [] };
      case 'insertReceipt':
        return { match: 'one', suggestion: null };
      case 'recover':
        return { run: 1, lanes: [], references: [] };
      default:
        return null;
    }
  }
}

function segmentsOf({ id, segments, ...rest }: NewOutbound): SegmentToSend[] {
  const { pdu, source, destination, dataCoding, isReceiptRequested, fields } = rest;
  return segments.map((segment, index) => ({
    messageId: id,
    number: index + 1,
    pdu,
    source,
    destination,
    dataCoding,
    isReceiptRequested,
    fields,
    carried: [],
    ...segment,
  }));
}
