import type { LogCounts } from '#electron/host/pdu-log/log-protocol';
import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import { RpcError } from '#shared/rpc/errors';
import type { ClientContext } from '#shared/rpc/handlers';

/** Views that one client may have open: a dock and a page need one each, and a filter being typed another. */
const MAX_VIEWS_PER_CLIENT = 16;

/** Which client each view of the log belongs to: told to it alone, closed when it goes. */
export class LogViewOwners {
  readonly #log: PduLog;
  readonly #viewsOf = new Map<ClientContext, Set<number>>();
  readonly #ownerOf = new Map<number, ClientContext>();

  constructor(log: PduLog) {
    this.#log = log;
    log.onGrew((view) => this.#ownerOf.get(view.viewId)?.emit('pduLog.viewGrew', view));
  }

  async open(
    filter: string,
    sourceId: number,
    client: ClientContext,
  ): Promise<LogCounts & { readonly viewId: number }> {
    const views = this.#viewsOfClient(client);
    if (views.size >= MAX_VIEWS_PER_CLIENT) {
      throw new RpcError('refused', 'Too many views of the PDU log are open. Close one first.');
    }
    const { viewId, counts } = this.#log.openView(filter, sourceId);
    // Owned before it is answered: the client may go, or rows may come, in the meantime.
    views.add(viewId);
    this.#ownerOf.set(viewId, client);
    try {
      return { viewId, ...(await counts) };
    } catch (error) {
      this.#forget(viewId, views);
      throw error;
    }
  }

  async close(viewId: number, client: ClientContext): Promise<void> {
    this.check(viewId, client);
    this.#viewsOf.get(client)?.delete(viewId);
    this.#ownerOf.delete(viewId);
    await this.#log.closeView(viewId);
  }

  /** Refuses a view of another client, or one that is closed. */
  check(viewId: number, client: ClientContext): void {
    if (this.#ownerOf.get(viewId) !== client)
      throw new RpcError('not-found', 'This view of the PDU log is closed.');
  }

  #viewsOfClient(client: ClientContext): Set<number> {
    const known = this.#viewsOf.get(client);
    if (known !== undefined) return known;
    const views = new Set<number>();
    this.#viewsOf.set(client, views);
    client.onGone(() => {
      this.#viewsOf.delete(client);
      for (const viewId of views) this.#forget(viewId, views);
    });
    return views;
  }

  #forget(viewId: number, views: Set<number>): void {
    views.delete(viewId);
    this.#ownerOf.delete(viewId);
    // A log that was interrupted has forgotten the view anyway.
    this.#log.closeView(viewId).catch(() => undefined);
  }
}
