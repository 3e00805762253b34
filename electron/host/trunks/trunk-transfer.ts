import type { TrunkId } from '#shared/model/ids';
import { trunkHosts, type TrunkSettings } from '#shared/model/trunk';
import type { TrunkImportEntry } from '#shared/model/trunk-records';
import type { TrunkView } from '#shared/model/trunk-view';
import { RpcError } from '#shared/rpc/errors';
import { comparableName } from '#shared/model/trunk-names';
import { settingsDifferences } from './settings-differences';
import { readTrunkFile, TrunkFileError, writeTrunkFile, type FileEntry } from './trunk-file';
import type { TrunkManager } from './trunk-manager';

/** What becomes of one entry of a file. */
type Plan =
  | { readonly outcome: 'new'; readonly settings: TrunkSettings; readonly sentences: readonly string[] }
  | {
      readonly outcome: 'changed' | 'same';
      readonly id: TrunkId;
      readonly settings: TrunkSettings;
      readonly sentences: readonly string[];
    }
  | { readonly outcome: 'refused'; readonly sentences: readonly string[] };

/** Trunks out to a readable file and in again. A trunk of the same name is changed, any other is new. */
export class TrunkTransfer {
  readonly #trunks: Pick<TrunkManager, 'list' | 'get' | 'applyAll'>;

  constructor(trunks: Pick<TrunkManager, 'list' | 'get' | 'applyAll'>) {
    this.#trunks = trunks;
  }

  /** Without secrets, and without the demo trunk, which belongs to this computer's simulator. */
  write(ids: readonly TrunkId[]): string {
    const views = ids.map((id) => this.#trunks.get(id)).filter(({ isDemo }) => !isDemo);
    if (views.length === 0) {
      throw new RpcError(
        'refused',
        'The demo trunk belongs to the simulator of this computer and is not exported.',
      );
    }
    return writeTrunkFile(views.map(({ settings }) => settings));
  }

  preview(text: string): TrunkImportEntry[] {
    return this.#read(text).map(({ entry, plan }) => entryOf(entry, plan));
  }

  /** Imports the entries of these numbers that are not refused, all with one change. */
  async import(text: string, numbers: readonly number[]): Promise<TrunkImportEntry[]> {
    const wanted = new Set(numbers);
    const chosen = this.#read(text).filter(({ entry }) => wanted.has(entry.number));
    await this.#trunks.applyAll(
      chosen.flatMap(({ plan }) => {
        if (plan.outcome === 'refused' || plan.outcome === 'same') return [];
        return [{ id: plan.outcome === 'new' ? null : plan.id, settings: plan.settings }];
      }),
    );
    return chosen.map(({ entry, plan }) => entryOf(entry, plan));
  }

  #read(text: string): { readonly entry: FileEntry; readonly plan: Plan }[] {
    const known = new Map(this.#trunks.list().map((view) => [comparableName(view.settings.name), view]));
    const seen = new Map<string, number>();
    return entriesOf(text).map((entry) => {
      const name = comparableName(entry.name);
      const earlier = seen.get(name);
      if (entry.name !== '') seen.set(name, earlier ?? entry.number);
      return { entry, plan: planOf(entry, known.get(name), earlier) };
    });
  }
}

function entriesOf(text: string): FileEntry[] {
  try {
    return readTrunkFile(text);
  } catch (error) {
    if (error instanceof TrunkFileError) throw new RpcError('invalid-input', error.message);
    throw error;
  }
}

function planOf(entry: FileEntry, known: TrunkView | undefined, earlier: number | undefined): Plan {
  const { content, line } = entry;
  if (content.kind === 'refused') return { outcome: 'refused', sentences: content.sentences };
  const refuse = (sentence: string): Plan => ({
    outcome: 'refused',
    sentences: [`Line ${line}: ${sentence}`],
  });
  if (earlier !== undefined) return refuse(`entry ${earlier} of the file has the same name.`);
  if (known?.isDemo === true) return refuse('the demo trunk has this name, and a file does not change it.');
  // Which source addresses are allowed is this computer's own.
  const allowedIds = known?.settings.sources.allowedIds ?? [];
  const settings = { ...content.settings, sources: { ...content.settings.sources, allowedIds } };
  if (known === undefined) {
    return { outcome: 'new', settings, sentences: ['New. Enter its password after the import.'] };
  }
  const sentences = settingsDifferences(known.settings, settings);
  if (known.passwordStorage !== 'none' && hasNewHost(known.settings, settings)) {
    sentences.push(
      'The password that is stored here goes to another host than before. Be sure of this file.',
    );
  }
  return { outcome: sentences.length === 0 ? 'same' : 'changed', id: known.id, settings, sentences };
}

function hasNewHost(before: TrunkSettings, after: TrunkSettings): boolean {
  const hostsOf = (settings: TrunkSettings): string[] =>
    [...trunkHosts(settings).map(({ host }) => host), settings.receiver.host].filter((host) => host !== '');
  const known = new Set(hostsOf(before));
  return hostsOf(after).some((host) => !known.has(host));
}

function entryOf({ number, line, name }: FileEntry, { outcome, sentences }: Plan): TrunkImportEntry {
  return { number, line, name, outcome, sentences: [...sentences] };
}
