import type { EventHub } from '#electron/host/event-hub';
import type { TransferFiles } from '#electron/host/files/transfer-files';
import { LIVE_SOURCE, type LogSelection } from '#electron/host/pdu-log/log-protocol';
import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import type { SettingsStore } from '#electron/host/settings/settings-store';
import type { CommandInput } from '#shared/contract/index';
import { parseFilter } from '#shared/log-filter/parse-filter';
import type { LogSource } from '#shared/model/log-source';
import { RpcError } from '#shared/rpc/errors';
import type { ClientContext, HandlersOf } from '#shared/rpc/handlers';
import { LogViewOwners } from './log-view-owners';

export interface PduLogHandlersOptions {
  readonly log: PduLog;
  readonly files: TransferFiles;
  readonly hub: EventHub;
  readonly settings: Pick<SettingsStore, 'capture' | 'changeCapture'>;
}

const extensions = { pcapng: 'pcapng', jsonl: 'jsonl', csv: 'csv', text: 'txt', hex: 'hex.txt' } as const;

/** The log's commands. A view belongs to the client that opened it: told to it alone, closed when it goes. */
export function createPduLogHandlers({
  log,
  files,
  hub,
  settings,
}: PduLogHandlersOptions): HandlersOf<'pduLog'> {
  const owners = new LogViewOwners(log);
  log.onOpened((capture) => hub.emit('pduLog.captureProgressed', capture));
  log.onCaptureChanged((state) => hub.emit('pduLog.captureChanged', state));
  log.onNoted(({ sourceId, ...note }) =>
    hub.emit('pduLog.noteChanged', { source: sourceOf(sourceId), ...note }),
  );

  const selection = (of: CommandInput<'pduLog.ladder'>['of'], client: ClientContext): LogSelection => {
    if (of.kind === 'view') {
      owners.check(of.viewId, client);
      return of;
    }
    const { source, ...rest } = of;
    return { ...rest, sourceId: sourceIdOf(source) };
  };

  return {
    'pduLog.openView': ({ filter, source }, client) => {
      checkFilter(filter);
      return owners.open(filter, sourceIdOf(source), client);
    },
    'pduLog.closeView': async ({ viewId }, client) => {
      await owners.close(viewId, client);
      return {};
    },
    'pduLog.rows': async ({ viewId, start, count }, client) => {
      owners.check(viewId, client);
      return { start, ...(await log.rows(viewId, start, count)) };
    },
    'pduLog.locate': async ({ viewId, number }, client) => {
      owners.check(viewId, client);
      return { position: await log.locate(viewId, number) };
    },
    'pduLog.locateTime': async ({ viewId, timeMs }, client) => {
      owners.check(viewId, client);
      return { position: await log.locateTime(viewId, timeMs) };
    },
    'pduLog.pdu': async ({ number, source }) => ({ pdu: await log.pdu(number, sourceIdOf(source)) }),
    'pduLog.clear': async () => {
      await log.clear();
      return {};
    },
    'pduLog.find': ({ viewId, from, direction, expression }, client) => {
      owners.check(viewId, client);
      checkFilter(expression);
      return log.find({ viewId, from, direction, expression });
    },
    'pduLog.related': async ({ number, source }) => {
      const related = await log.related({ sourceId: sourceIdOf(source), number });
      if (related === null) return { related };
      return { related: { ...related, receipts: [...related.receipts], siblings: [...related.siblings] } };
    },
    'pduLog.statistics': ({ viewId, range, buckets }, client) => {
      owners.check(viewId, client);
      return log.statistics({
        viewId,
        ...(range === undefined ? {} : { range }),
        ...(buckets === undefined ? {} : { buckets }),
      });
    },
    'pduLog.ladder': async ({ of, start, count }, client) => ({
      start,
      ...(await log.ladder({ of: selection(of, client), start, count })),
    }),
    'pduLog.export': async ({ of, format, masking }, client, signal) => {
      const selected = selection(of, client);
      const name = `pdus.${extensions[format]}`;
      const { fileId, path } = files.create(client, name);
      try {
        const { rowCount } = await log.export({ of: selected, format, masking, path });
        // Nobody waits for it any more, so nobody would fetch it.
        if (signal.aborted) await files.discard(client, fileId);
        return { fileId, name, rowCount };
      } catch (error) {
        await files.discard(client, fileId);
        throw error;
      }
    },
    'pduLog.setNote': async ({ number, source, note, isMarked }) => {
      await log.setNote({
        sourceId: sourceIdOf(source),
        number,
        ...(note === undefined ? {} : { note }),
        ...(isMarked === undefined ? {} : { isMarked }),
      });
      return {};
    },
    'pduLog.notes': async ({ source }) => ({ notes: [...(await log.notes(sourceIdOf(source)))] }),
    'pduLog.captures': () => log.captures(),
    'pduLog.changeCaptureSettings': (changes) => {
      const { capture } = settings;
      const { isOn, limitBytes, rotateBytes, rotateHours } = changes;
      const changed = {
        isOn: isOn ?? capture.isOn,
        limitBytes: limitBytes ?? capture.limitBytes,
        rotateBytes: rotateBytes ?? capture.rotateBytes,
        rotateHours: rotateHours ?? capture.rotateHours,
      };
      settings.changeCapture(changed);
      return log.changeCaptureSettings(changed);
    },
    'pduLog.openCapture': ({ from }, client) => {
      if (from.kind === 'stored') return log.openCapture(from.name, null);
      const { name, path } = files.ready(client, from.fileId);
      return log.openCapture(name, path);
    },
    'pduLog.cancelOpen': async ({ captureId }) => {
      await log.cancelOpen(captureId);
      return {};
    },
    'pduLog.closeCapture': async ({ captureId }) => {
      await log.closeCapture(captureId);
      return {};
    },
    'pduLog.openedCaptures': async () => ({ captures: [...(await log.openedCaptures())] }),
  };
}

function sourceIdOf(source: LogSource | undefined): number {
  return source?.kind === 'capture' ? source.captureId : LIVE_SOURCE;
}

function sourceOf(sourceId: number): LogSource {
  return sourceId === LIVE_SOURCE ? { kind: 'live' } : { kind: 'capture', captureId: sourceId };
}

/** A refusal that says where the filter goes wrong. */
function checkFilter(filter: string): void {
  const parsed = parseFilter(filter);
  if (!parsed.ok) throw new RpcError('refused', parsed.sentence, { position: String(parsed.position) });
}
