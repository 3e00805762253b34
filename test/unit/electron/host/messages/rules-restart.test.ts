import { afterEach, describe, expect, it } from 'vitest';
import type { MessageStore } from '#electron/host/storage/message-store';
import type {
  ReadInput,
  ReadKind,
  ReadOutput,
  StoreChanges,
  WriteInput,
  WriteKind,
  WriteOutput,
} from '#electron/host/storage/operations';
import { rule, type RuleSettings } from '#shared/model/rule';
import { settle } from '#test/support/fake-clock';
import { MemoryStore } from '#test/support/memory-store';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

/** The store as a process sees it that is killed: after so many commits nothing is answered any more. */
class DyingStore implements MessageStore {
  readonly #inner: MessageStore;
  #commitsLeft = Number.POSITIVE_INFINITY;

  constructor(inner: MessageStore) {
    this.#inner = inner;
  }

  dieAfter(commits: number): void {
    this.#commitsLeft = commits;
  }

  isDead(): boolean {
    return this.#commitsLeft <= 0;
  }

  async write<K extends WriteKind>(kind: K, input: WriteInput<K>): Promise<WriteOutput<K>> {
    if (this.isDead()) return forever();
    const output = await this.#inner.write(kind, input);
    this.#commitsLeft -= 1;
    return this.isDead() ? forever() : output;
  }

  read<K extends ReadKind>(kind: K, input: ReadInput<K>): Promise<ReadOutput<K>> {
    return this.isDead() ? forever() : this.#inner.read(kind, input);
  }

  wipe(): Promise<void> {
    return this.#inner.wipe();
  }

  onChanged(listener: (changes: StoreChanges) => void) {
    return this.#inner.onChanged(listener);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}

function forever<T>(): Promise<T> {
  return new Promise(() => undefined);
}

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

/** Everything that a rule can leave undone, of two rules. */
async function saveRules(store: MessageStore): Promise<void> {
  const settings: Pick<RuleSettings, 'name' | 'actions'>[] = [
    {
      name: 'Auto',
      actions: [
        { kind: 'label', label: 'Seen' },
        { kind: 'answer', text: 'Thanks', delaySeconds: 0 },
        { kind: 'answer', text: 'Any news?', delaySeconds: 30 },
      ],
    },
    {
      name: 'On',
      actions: [
        {
          kind: 'forward',
          destinationAddress: '+37060000001',
          sourceAddress: '',
          target: { kind: 'trunk', trunkId: new ServiceHarness(store).link.trunkId },
        },
        { kind: 'answer', text: 'It was passed on', delaySeconds: 0 },
      ],
    },
  ];
  for (const [index, each] of settings.entries()) {
    await store.write('saveRule', rule.parse({ id: `r${index}`, settings: each }));
  }
  await store.write('setRuleMode', { mode: 'all' });
}

/** Commits of a run with one message in, until all that the rules say is done. */
const COMMITS = 40;

async function textsTo(harness: ServiceHarness, number: string): Promise<string[]> {
  const messages = await harness.messagesWith(number);
  return messages.filter(({ direction }) => direction === 'mt').map(({ text }) => text);
}

describe('what the rules say of a message', () => {
  it('is done once, at whichever commit the process dies after it was stored', async () => {
    let deaths = 0;
    for (let commits = 1; commits <= COMMITS; commits += 1) {
      const store = new MemoryStore((error) => {
        throw error;
      });
      await saveRules(store);
      const dying = new DyingStore(store);
      const first = await new ServiceHarness(dying).start();
      dying.dieAfter(commits);
      void first.service.inbound.receive(first.link.trunkId, 'Demo', first.deliverSm('Hi'));
      await quiet();
      await first.clock.advanceAsync(29_000);
      await quiet();
      if (dying.isDead()) deaths += 1;

      const second = await new ServiceHarness(store).start();
      await second.clock.advanceAsync(60_000);
      await quiet();
      const at = `after ${commits} commits`;
      const answers = await textsTo(second, '12025550123');
      expect(answers.toSorted(), at).toEqual(['Any news?', 'It was passed on', 'Thanks']);
      expect(await textsTo(second, '37060000001'), at).toEqual(['Hi']);
      expect(await second.conversations(), at).toEqual(
        expect.arrayContaining([expect.objectContaining({ peer: '12025550123', labels: ['Seen'] })]),
      );
      const received = (await second.messagesWith('12025550123')).find(({ direction }) => direction === 'mo');
      const { entries } = await store.read('getHistory', { id: received!.id, run: 2 });
      expect(
        entries.filter(({ kind }) => kind === 'answered').map(({ sentence }) => sentence),
        at,
      ).toHaveLength(4);
    }
    expect(deaths, 'the last ones let it finish').toBeLessThan(COMMITS);
    expect(deaths).toBeGreaterThan(5);
  });
});
