const ENTER = /[\r\n]/;
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const BACKSPACES: ReadonlySet<string> = new Set(['\b', '\u007f']);

interface Input extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
}

/**
 * The first line of a stream, without its end; null when the stream ends before any character. On a terminal nothing of
 * what is typed is shown.
 */
export async function readLine(
  input: Input,
  prompt: () => void,
  interrupt: () => void,
): Promise<string | null> {
  const isTerminal = input.isTTY === true;
  if (isTerminal) {
    input.setRawMode?.(true);
    prompt();
  }
  input.setEncoding('utf8');
  return await new Promise((resolve) => {
    let line = '';
    const finish = (result: string | null): void => {
      input.off('data', handleData);
      input.off('end', handleEnd);
      input.off('error', handleEnd);
      if (isTerminal) input.setRawMode?.(false);
      input.pause();
      resolve(result);
    };
    const handleEnd = (): void => finish(line === '' ? null : line);
    const handleData = (chunk: string | Buffer): void => {
      line += chunk.toString();
      const end = line.search(ENTER);
      if (isTerminal && line.includes(CTRL_C)) {
        finish(null);
        interrupt();
      } else if (isTerminal && line.includes(CTRL_D)) {
        finish(null);
      } else if (end !== -1) {
        finish(isTerminal ? applyBackspaces(line.slice(0, end)) : line.slice(0, end));
      }
    };
    input.on('data', handleData);
    input.on('end', handleEnd);
    input.on('error', handleEnd);
    input.resume();
  });
}

function applyBackspaces(line: string): string {
  let result = '';
  for (const character of line) {
    if (BACKSPACES.has(character)) result = result.slice(0, -1);
    else result += character;
  }
  return result;
}
