import { readFile, stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventHub } from '#electron/host/event-hub';
import type { TransferFiles } from '#electron/host/files/transfer-files';
import { decodeTextFile } from '#electron/host/sources/csv-text';
import type { Sources } from '#electron/host/sources/open-sources';
import { planImport, type ImportPlan, type PlannedLine } from '#electron/host/sources/plan-import';
import type { TrunkDirectory } from '#electron/host/trunk-groups/trunk-directory';
import type { CommandOutput } from '#shared/contract/index';
import { RpcError } from '#shared/rpc/errors';
import type { ClientContext, HandlersOf } from '#shared/rpc/handlers';

/** Octets of a file to import at most. */
const MAX_IMPORT_OCTETS = 32 * 1024 * 1024;
/** Lines that are taken over between two turns of the event loop. */
const LINES_PER_TURN = 500;

export interface SourceHandlersOptions {
  readonly sources: Sources;
  readonly files: TransferFiles;
  readonly trunks: TrunkDirectory;
  readonly hub: EventHub;
}

export function createSourceHandlers({
  sources,
  files,
  trunks,
  hub,
}: SourceHandlersOptions): HandlersOf<'source'> {
  const { book, inbound } = sources;
  const plan = async (client: ClientContext, fileId: string): Promise<ImportPlan> => {
    const text = decodeTextFile(await readUpload(files.ready(client, fileId).path));
    return planImport(text, { find: (address) => book.find(address), trunks: trunks.all() });
  };
  return {
    'source.list': () => ({ seq: hub.seq, sources: [...book.list()], unassigned: inbound.list() }),
    'source.create': async ({ settings }) => {
      const source = book.create(settings);
      await book.saved();
      return source;
    },
    'source.update': async ({ id, settings }) => {
      const source = book.update(id, settings);
      await book.saved();
      return source;
    },
    'source.updateMany': async ({ ids, change }) => {
      const changed = book.updateMany(ids, change);
      await book.saved();
      return { sources: [...changed] };
    },
    'source.delete': async ({ ids }) => {
      book.delete(ids);
      await book.saved();
      return {};
    },
    'source.previewImport': async ({ fileId }, client) => reportOf(await plan(client, fileId)),
    'source.import': async ({ fileId }, client) => {
      const { columns, lines } = await plan(client, fileId);
      const done: PlannedLine[] = [];
      for (let start = 0; start < lines.length; start += LINES_PER_TURN) {
        done.push(...takeOver(book, lines.slice(start, start + LINES_PER_TURN)));
        await nextTurn();
      }
      await book.saved();
      return reportOf({ columns, lines: done });
    },
  };
}

/** Puts the lines into the book; one that no longer fits it is reported as refused. */
function takeOver(book: Sources['book'], lines: readonly PlannedLine[]): readonly PlannedLine[] {
  const changing = lines.flatMap(({ id, settings }) => (settings === null ? [] : [{ id, settings }]));
  const results = book.putMany(changing);
  let next = 0;
  return lines.map((line) => {
    if (line.settings === null) return line;
    const result = results[next];
    next += 1;
    if (!(result instanceof RpcError)) return line;
    return { ...line, report: { ...line.report, outcome: 'refused', sentence: result.message } };
  });
}

function reportOf({ columns, lines }: ImportPlan): CommandOutput<'source.previewImport'> {
  return { columns: [...columns], lines: lines.map(({ report }) => report) };
}

async function readUpload(path: string): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > MAX_IMPORT_OCTETS) {
    throw new RpcError(
      'refused',
      'A file to import may have 32 MB. Split it, or take out what is not needed.',
    );
  }
  return readFile(path);
}
