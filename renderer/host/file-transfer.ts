import { FILE_CHUNK_OCTETS } from '#shared/contract/file';
import type { HostClient } from '#shared/rpc/host-client';

/** Octets that went over the wire so far, and how many there are. */
export type OnProgress = (done: number, total: number) => void;

/** Hands a file to the host and resolves to its id there. Rejects with an `RpcError` whose message is for the screen, or once `signal` is aborted. */
export async function uploadFile(
  host: HostClient,
  file: File,
  onProgress: OnProgress = () => undefined,
  signal?: AbortSignal,
): Promise<string> {
  const { fileId } = await host.call('file.beginUpload', { name: file.name.slice(0, 255), size: file.size });
  try {
    for (let offset = 0; offset < file.size; offset += FILE_CHUNK_OCTETS) {
      signal?.throwIfAborted();
      const chunk = await file.slice(offset, offset + FILE_CHUNK_OCTETS).arrayBuffer();
      await host.call('file.append', { fileId, base64: base64Of(new Uint8Array(chunk)) });
      signal?.throwIfAborted();
      onProgress(Math.min(offset + FILE_CHUNK_OCTETS, file.size), file.size);
    }
    await host.call('file.finish', { fileId });
    return fileId;
  } catch (error) {
    await host.call('file.discard', { fileId }).catch(() => undefined);
    throw error;
  }
}

/**
 * Fetches a file that the host made and saves it under `name`; where to is the browser's or the shell's question.
 * Rejects, and saves nothing, once `signal` is aborted.
 */
export async function downloadFile(
  host: HostClient,
  fileId: string,
  name: string,
  onProgress: OnProgress = () => undefined,
  signal?: AbortSignal,
): Promise<void> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  try {
    for (let offset = 0; ;) {
      signal?.throwIfAborted();
      const { base64, size } = await host.call('file.read', { fileId, offset, length: FILE_CHUNK_OCTETS });
      const octets = octetsOf(base64);
      if (octets.length === 0) break;
      parts.push(octets);
      offset += octets.length;
      onProgress(offset, size);
      if (offset >= size) break;
    }
  } finally {
    await host.call('file.discard', { fileId }).catch(() => undefined);
  }
  saveBlob(new Blob(parts, { type: 'application/octet-stream' }), name);
}

/** Saves what the page itself made, such as a drawing. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download has its hold on the octets once the click was handled; a moment more costs nothing.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function base64Of(octets: Uint8Array): string {
  const parts: string[] = [];
  // As many octets as arguments of a call may be.
  for (let start = 0; start < octets.length; start += 0x8000) {
    parts.push(String.fromCharCode(...octets.subarray(start, start + 0x8000)));
  }
  return btoa(parts.join(''));
}

function octetsOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
