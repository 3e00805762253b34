import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import type { ClientContext, HandlersOf } from '#shared/rpc/handlers';
import { RpcError } from '#shared/rpc/errors';

/** Views that one client may have open: a dock and a page need one each, and a filter being typed another. */
const MAX_VIEWS_PER_CLIENT = 16;

/** The log's commands. A view belongs to the client that opened it: told to it alone, closed when it goes. */
export function createPduLogHandlers(log: PduLog): HandlersOf<'pduLog'> {
  const viewsOf = new Map<ClientContext, Set<number>>();
  const ownerOf = new Map<number, ClientContext>();

  log.onGrew((view) => ownerOf.get(view.viewId)?.emit('pduLog.viewGrew', view));

  const viewsOfClient = (client: ClientContext): Set<number> => {
    const known = viewsOf.get(client);
    if (known !== undefined) return known;
    const views = new Set<number>();
    viewsOf.set(client, views);
    client.onGone(() => {
      viewsOf.delete(client);
      for (const viewId of views) {
        ownerOf.delete(viewId);
        // A log that was interrupted has forgotten the view anyway.
        log.closeView(viewId).catch(() => undefined);
      }
    });
    return views;
  };

  const checkOwner = (viewId: number, client: ClientContext): void => {
    if (ownerOf.get(viewId) !== client)
      throw new RpcError('not-found', 'This view of the PDU log is closed.');
  };

  return {
    'pduLog.openView': async ({ filter, source }, client) => {
      if (source?.kind === 'capture') throw noCapture();
      const views = viewsOfClient(client);
      if (views.size >= MAX_VIEWS_PER_CLIENT) {
        throw new RpcError('refused', 'Too many views of the PDU log are open. Close one first.');
      }
      const { viewId, counts } = log.openView(filter);
      // Owned before it is answered: the client may go, or rows may come, in the meantime.
      views.add(viewId);
      ownerOf.set(viewId, client);
      try {
        return { viewId, ...(await counts) };
      } catch (error) {
        views.delete(viewId);
        ownerOf.delete(viewId);
        log.closeView(viewId).catch(() => undefined);
        throw error;
      }
    },
    'pduLog.closeView': async ({ viewId }, client) => {
      checkOwner(viewId, client);
      viewsOf.get(client)?.delete(viewId);
      ownerOf.delete(viewId);
      await log.closeView(viewId);
      return {};
    },
    'pduLog.rows': async ({ viewId, start, count }, client) => {
      checkOwner(viewId, client);
      return { start, ...(await log.rows(viewId, start, count)) };
    },
    'pduLog.locate': async ({ viewId, number }, client) => {
      checkOwner(viewId, client);
      return { position: await log.locate(viewId, number) };
    },
    'pduLog.pdu': async ({ number, source }) => {
      if (source?.kind === 'capture') throw noCapture();
      return { pdu: await log.pdu(number) };
    },
    'pduLog.locateTime': later,
    'pduLog.find': later,
    'pduLog.related': later,
    'pduLog.statistics': later,
    'pduLog.ladder': later,
    'pduLog.export': later,
    'pduLog.setNote': later,
    'pduLog.notes': later,
    'pduLog.captures': later,
    'pduLog.changeCaptureSettings': later,
    'pduLog.openCapture': later,
    'pduLog.cancelOpen': later,
    'pduLog.closeCapture': later,
    'pduLog.openedCaptures': later,
    'pduLog.clear': async () => {
      await log.clear();
      return {};
    },
  };
}

function noCapture(): RpcError {
  return new RpcError('not-found', 'This capture is not open.');
}

function later(): never {
  throw new RpcError('unavailable', 'The PDU log cannot do this yet.');
}
