import { spawn } from 'node:child_process';

const openers = {
  darwin: (url) => ['open', [url]],
  win32: (url) => ['rundll32', ['url.dll,FileProtocolHandler', url]],
};

/** Opens a URL in the user's browser; where that does not work, the printed URL is what is left. */
export function openInBrowser(url, platform) {
  const [program, programArguments] = (openers[platform] ?? ((target) => ['xdg-open', [target]]))(url);
  const child = spawn(program, programArguments, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
