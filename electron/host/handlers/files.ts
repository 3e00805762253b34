import type { TransferFiles } from '#electron/host/files/transfer-files';
import type { HandlersOf } from '#shared/rpc/handlers';

export function createFileHandlers(files: TransferFiles): HandlersOf<'file'> {
  return {
    'file.beginUpload': async ({ name, size }, client) => ({
      fileId: await files.beginUpload(client, name, size),
    }),
    'file.append': async ({ fileId, base64 }, client) => ({
      received: await files.append(client, fileId, Buffer.from(base64, 'base64')),
    }),
    'file.finish': async ({ fileId }, client) => {
      await files.finish(client, fileId);
      return {};
    },
    'file.read': async ({ fileId, offset, length }, client) => {
      const { octets, size } = await files.read(client, fileId, offset, length);
      return {
        base64: Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('base64'),
        size,
      };
    },
    'file.discard': async ({ fileId }, client) => {
      await files.discard(client, fileId);
      return {};
    },
  };
}
