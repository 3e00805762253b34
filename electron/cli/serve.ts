import { resolve } from 'node:path';
import { defaultDataFolder } from '#electron/host/shell/default-data-folder';
import { startHeadless } from '#electron/headless/start-headless';
import { stopRequested, writeEvent, type CliIo } from './cli-io';
import { exitCodes, type ExitCode } from './exit-codes';
import { Options } from './options';
import { version } from './version';

export const serveHelp = `Usage: trunkline serve [options]

Runs Trunkline for a browser on this computer, on 127.0.0.1, until it is told to stop
(Ctrl+C). The URL that it prints is the key to it: keep it to yourself.

  --port PORT       port to listen on (default: a free one)
  --data-dir DIR    folder of trunks and messages (default: that of the window)
  --json            events as lines of JSON on standard output
`;

export async function serve(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const options = new Options(words, {
    port: { type: 'string', default: '0' },
    'data-dir': { type: 'string' },
    json: { type: 'boolean' },
  });
  const port = options.port('port', 0);
  const dataDir = resolve(options.text('data-dir') ?? defaultDataFolder());
  const stop = stopRequested(io);
  const { pageDir, workersDir } = io.built;
  const headless = await startHeadless({ port, dataDir, pageDir, workersDir, version }).catch(
    (error: unknown) => {
      stop.forget();
      io.writeNote(failure(error, port));
      return null;
    },
  );
  if (headless === null) return exitCodes.failed;
  const { url, dataFolder } = headless;
  if (options.flag('json')) writeEvent(io, 'serving', { url, dataFolder });
  else io.writeOut(`Trunkline runs at ${url}`);
  io.writeNote(`Trunks and messages are kept in ${dataFolder}. Press Ctrl+C to stop.`);
  await stop.promise;
  stop.forget();
  await headless.close();
  return exitCodes.ok;
}

function failure(error: unknown, port: number): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') return `127.0.0.1:${port} is in use by another program. Choose another port.`;
  if (code === 'EACCES') return `This computer does not allow listening on 127.0.0.1:${port}.`;
  return error.message;
}
