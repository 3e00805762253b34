import { EventHub } from '#electron/host/event-hub';
import type { PduRow } from '#shared/model/pdu-row';
import type { ClientContext, Handlers } from '#shared/rpc/handlers';
import type { HostClient } from '#shared/rpc/host-client';
import { connect } from '#shared/rpc/connect';
import { createWirePair } from '#shared/rpc/memory-wire';
import { serve } from '#shared/rpc/serve';
import { fakeHandlers } from '#test/support/fake-handlers';

export function pduRow(number: number, change: Partial<PduRow> = {}): PduRow {
  return {
    number,
    kind: 'pdu',
    timeMs: 1_700_000_000_000 + number,
    timeNs: `${1_700_000_000_000 + number}000000`,
    deltaNs: number === 1 ? null : 1_000_000,
    sinceBindNs: null,
    direction: number % 2 === 1 ? 'out' : 'in',
    isFromEsme: number % 2 === 1,
    trunk: 'Demo trunk',
    sessionId: 1,
    command: number % 2 === 1 ? 'submit_sm' : 'submit_sm_resp',
    commandStatus: 0,
    statusText: '',
    sequenceNumber: number,
    sourceAddress: '',
    destinationAddress: '',
    text: '',
    length: 16,
    partner: null,
    latencyMs: null,
    traits: [],
    hasProblem: false,
    isMarked: false,
    hasNote: false,
    ...change,
  };
}

/** A host that has nothing but a log, over the real frames: rows are numbers 1 to n, the filter is "odd" or "". */
export class FakeLog {
  readonly client: HostClient;
  lostCount = 0;
  #last = 0;
  readonly pageRequests: number[] = [];
  readonly openViews = new Map<number, { filter: string; context: ClientContext }>();
  #nextView = 0;

  /** `own`: what it answers besides. */
  constructor(own: Partial<Handlers> = {}) {
    const [clientWire, hostWire] = createWirePair();
    const raise = (error: unknown): never => {
      throw error;
    };
    const hub = new EventHub(raise);
    const handlers = fakeHandlers({
      'pduLog.openView': ({ filter }, context) => {
        const viewId = (this.#nextView += 1);
        this.openViews.set(viewId, { filter, context });
        return { viewId, ...this.#counts(filter) };
      },
      'pduLog.closeView': ({ viewId }) => {
        this.openViews.delete(viewId);
        return {};
      },
      'pduLog.rows': ({ viewId, start, count }) => {
        const filter = this.openViews.get(viewId)?.filter ?? '';
        this.pageRequests.push(start);
        const numbers = this.#numbers(filter).slice(start, start + count);
        return { start, rows: numbers.map((number) => pduRow(number)), ...this.#counts(filter) };
      },
      'pduLog.locate': ({ viewId, number }) => {
        const position = this.#numbers(this.openViews.get(viewId)?.filter ?? '').indexOf(number);
        return { position: position < 0 ? null : position };
      },
      'pduLog.pdu': ({ number }) => ({
        pdu:
          number > this.lostCount
            ? {
                row: pduRow(number),
                hex: '00000010000000150000000000000001',
                version: null,
                findings: [],
                note: '',
              }
            : null,
      }),
      'pduLog.clear': () => {
        this.lostCount = 0;
        this.#last = 0;
        return {};
      },
      ...own,
    });
    serve(handlers, hub, hostWire, { clientId: 1, capabilities: [], reportError: raise });
    this.client = connect(clientWire, { reportError: raise });
  }

  #numbers(filter: string): number[] {
    const all = Array.from({ length: this.#last - this.lostCount }, (_, at) => this.lostCount + 1 + at);
    return filter === 'odd' ? all.filter((number) => number % 2 === 1) : all;
  }

  #counts(filter: string) {
    return {
      rowCount: this.#numbers(filter).length,
      totalCount: this.#last - this.lostCount,
      lostCount: this.lostCount,
      isFiltering: false,
    };
  }

  record(count: number): void {
    this.#last += count;
    this.tell();
  }

  lose(count: number): void {
    this.lostCount += count;
    this.tell();
  }

  tell(): void {
    for (const [viewId, { filter, context }] of this.openViews) {
      context.emit('pduLog.viewGrew', { viewId, ...this.#counts(filter) });
    }
  }
}
