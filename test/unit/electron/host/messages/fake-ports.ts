import { destinationOf, type SourcePolicy } from '#electron/host/sources/source-policy';
import type { InboundMark, InboundNumbers } from '#electron/host/sources/inbound-numbers';
import type { GroupChoice, GroupRouter } from '#electron/host/trunk-groups/group-router';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import type { TrunkGroupId, TrunkId } from '#shared/model/ids';

function rethrow(error: unknown): never {
  throw error;
}

/** Every address is allowed but those in `refused`. */
export class FakePolicy implements SourcePolicy {
  readonly refused = new Set<string>();
  readonly used: string[] = [];

  check(...[trunk, typed, override]: Parameters<SourcePolicy['check']>): ReturnType<SourcePolicy['check']> {
    if (this.refused.has(typed)) {
      return { kind: 'refused', sentence: `${typed} may not be sent from over ${trunk.name}.` };
    }
    const address = destinationOf(
      { numbering: { source: {}, destination: trunk.numbering.source } },
      typed,
      override,
    );
    return { kind: 'allowed', address };
  }

  noteUsed(_trunkId: TrunkId, typed: string): void {
    this.used.push(typed);
  }

  warnings(): readonly string[] {
    return [];
  }

  onChanged(): Unsubscribe {
    return () => undefined;
  }
}

/** Numbers in `unassigned` are marked. */
export class FakeNumbers implements InboundNumbers {
  readonly unassigned = new Set<string>();

  note(_trunk: unknown, address: string): InboundMark | null {
    return this.unassigned.has(address)
      ? { kind: 'unassigned', sentence: `No trunk receives for ${address}.` }
      : null;
  }
}

/** One group, whose carrier the test names. */
export class FakeGroups implements GroupRouter {
  readonly members: TrunkId[] = [];
  readonly changed = new Emitter<TrunkGroupId>(rethrow);
  carrier: TrunkId | null = null;
  isThere = true;
  /** What was told to wait in the group, in order. */
  readonly queuedCounts: number[] = [];

  choose(
    _groupId: TrunkGroupId,
    accepts: (trunkId: TrunkId) => string | null = () => null,
  ): GroupChoice | null {
    if (!this.isThere) return null;
    const refusals = this.members.map((id) => accepts(id));
    if (refusals.every((refusal) => refusal !== null)) {
      return { kind: 'none', waitsForId: null, sentence: refusals[0] ?? 'It has no trunk.' };
    }
    if (this.carrier === null) {
      return { kind: 'none', waitsForId: this.members[0] ?? null, sentence: 'No trunk of Group is up.' };
    }
    return { kind: 'carrier', trunkId: this.carrier, reason: 'First by priority.' };
  }

  matesOf(trunkId: TrunkId): TrunkId[] {
    return this.members.includes(trunkId) ? this.members.filter((id) => id !== trunkId) : [];
  }

  reportQueued(_groupId: TrunkGroupId, count: number): void {
    this.queuedCounts.push(count);
  }

  nameOf(): string | null {
    return this.isThere ? 'Group' : null;
  }

  onChanged(listener: (id: TrunkGroupId) => void): Unsubscribe {
    return this.changed.on(listener);
  }
}
