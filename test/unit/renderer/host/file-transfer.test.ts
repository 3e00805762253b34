// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FILE_CHUNK_OCTETS } from '#shared/contract/file';
import { RpcError } from '#shared/rpc/errors';
import { FakeHostClient } from '#test/support/fake-host-client';
import { downloadFile, uploadFile } from '../../../../renderer/host/file-transfer';

const content = Uint8Array.from({ length: 2 * FILE_CHUNK_OCTETS + 77 }, (_, index) => (index * 31) % 256);
const decode = (base64: string): Buffer => Buffer.from(base64, 'base64');

afterEach(() => vi.unstubAllGlobals());

describe('a file that is handed to the host', () => {
  it('arrives whole, in chunks that a frame takes, with its progress told', async () => {
    const received: Buffer[] = [];
    const host = new FakeHostClient({
      'file.beginUpload': () => ({ fileId: 'f1' }),
      'file.append': ({ base64 }) => {
        received.push(decode(base64));
        return { received: 0 };
      },
      'file.finish': () => ({}),
    });
    const progress: number[] = [];
    const file = new File([content], 'x'.repeat(300));
    expect(await uploadFile(host, file, (done, total) => progress.push(done / total))).toBe('f1');
    expect(host.calls[0]).toEqual({
      name: 'file.beginUpload',
      input: { name: 'x'.repeat(255), size: content.length },
    });
    expect(Buffer.concat(received).equals(content)).toBe(true);
    expect(received.every(({ length }) => length <= FILE_CHUNK_OCTETS)).toBe(true);
    expect(progress).toHaveLength(3);
    expect(progress.at(-1)).toBe(1);
    expect(host.calls.at(-1)?.name).toBe('file.finish');
  });

  it('is discarded when a chunk is refused, and why is passed on', async () => {
    const host = new FakeHostClient({
      'file.beginUpload': () => ({ fileId: 'f1' }),
      'file.append': () => {
        throw new RpcError('refused', 'The disk is full.');
      },
      // That it cannot be discarded either says nothing new.
      'file.discard': () => {
        throw new RpcError('unavailable', 'Gone.');
      },
    });
    await expect(uploadFile(host, new File([content], 'a.pcap'))).rejects.toThrow('The disk is full.');
    expect(host.calls.at(-1)).toEqual({ name: 'file.discard', input: { fileId: 'f1' } });
  });
});

describe('a file that is given up on its way to the host', () => {
  it('is discarded there', async () => {
    const host = new FakeHostClient({
      'file.beginUpload': () => ({ fileId: 'f1' }),
      'file.append': () => ({ received: 0 }),
      'file.discard': () => ({}),
    });
    const giveUp = new AbortController();
    const upload = uploadFile(host, new File([content], 'a.pcap'), () => giveUp.abort(), giveUp.signal);
    await expect(upload).rejects.toThrow();
    expect(host.calls.map(({ name }) => name)).toEqual(['file.beginUpload', 'file.append', 'file.discard']);
  });
});

describe('a file that the host made', () => {
  function stubDownloads() {
    const saved: { readonly blob: Blob; readonly name: string }[] = [];
    let made: Blob | null = null;
    vi.stubGlobal(
      'URL',
      Object.assign(URL, {
        createObjectURL: (blob: Blob) => {
          made = blob;
          return 'blob:made';
        },
        revokeObjectURL: () => undefined,
      }),
    );
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      expect(this.href).toBe('blob:made');
      if (made !== null) saved.push({ blob: made, name: this.download });
    });
    return saved;
  }

  const reading = (of: Uint8Array) =>
    new FakeHostClient({
      'file.read': ({ offset, length }) => ({
        base64: Buffer.from(of.subarray(offset, offset + length)).toString('base64'),
        size: of.length,
      }),
      'file.discard': () => ({}),
    });

  it('is saved whole under its name, and given back', async () => {
    const saved = stubDownloads();
    const host = reading(content);
    const progress: number[] = [];
    await downloadFile(host, 'f2', 'PDUs.pcapng', (done) => progress.push(done));
    expect(progress.at(-1)).toBe(content.length);
    expect(saved.map(({ name }) => name)).toEqual(['PDUs.pcapng']);
    expect(saved[0]?.blob.size).toBe(content.length);
    expect(host.calls.at(-1)).toEqual({ name: 'file.discard', input: { fileId: 'f2' } });
  });

  it('may be empty', async () => {
    const saved = stubDownloads();
    await downloadFile(reading(new Uint8Array(0)), 'f2', 'nothing.csv');
    expect(saved[0]?.blob.size).toBe(0);
  });

  it('is not saved in part, and given back all the same', async () => {
    const saved = stubDownloads();
    let reads = 0;
    const host = new FakeHostClient({
      'file.read': () => {
        reads += 1;
        if (reads > 1) throw new RpcError('not-found', 'The file is gone.');
        return { base64: Buffer.from(content.subarray(0, 10)).toString('base64'), size: content.length };
      },
      'file.discard': () => ({}),
    });
    await expect(downloadFile(host, 'f2', 'PDUs.pcapng')).rejects.toThrow('The file is gone.');
    expect(saved).toEqual([]);
    expect(host.calls.at(-1)?.name).toBe('file.discard');
  });

  it('is not saved once it was given up', async () => {
    const saved = stubDownloads();
    const host = reading(content);
    const giveUp = new AbortController();
    const download = downloadFile(host, 'f2', 'PDUs.pcapng', () => giveUp.abort(), giveUp.signal);
    await expect(download).rejects.toThrow();
    expect(saved).toEqual([]);
    expect(host.calls.map(({ name }) => name)).toEqual(['file.read', 'file.discard']);
  });
});
