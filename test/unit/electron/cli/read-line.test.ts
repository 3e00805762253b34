import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readLine } from '#electron/cli/read-line';

function terminal() {
  const raw: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => void raw.push(isRaw),
  });
  return { input, raw };
}

const never = (): void => {
  throw new Error('Not expected.');
};

describe('a pipe', () => {
  it.each([
    [['secret01\n'], 'secret01'],
    [['secret01\r\nmore\n'], 'secret01'],
    [['sec', 'ret', '01\nrest'], 'secret01'],
    [['secret01'], 'secret01'],
    [['\n'], ''],
    [['пароль\n'], 'пароль'],
    [[], null],
  ])('%j gives %j', async (chunks, line) => {
    const input = new PassThrough();
    const read = readLine(input, never, never);
    for (const chunk of chunks) input.write(chunk);
    input.end();
    expect(await read).toBe(line);
  });

  it('is read across a cut inside a character', async () => {
    const input = new PassThrough();
    const read = readLine(input, never, never);
    const octets = Buffer.from('ключ\n');
    input.write(octets.subarray(0, 3));
    input.end(octets.subarray(3));
    expect(await read).toBe('ключ');
  });
});

describe('a terminal', () => {
  it('is asked, shows nothing, and takes backspaces', async () => {
    const { input, raw } = terminal();
    let prompts = 0;
    const read = readLine(input, () => (prompts += 1), never);
    input.write('sx\u007fecret\b\b');
    input.write('\r');
    expect(await read).toBe('secr');
    expect(prompts).toBe(1);
    expect(raw).toEqual([true, false]);
  });

  it('is interrupted with Ctrl+C', async () => {
    const { input, raw } = terminal();
    let interrupts = 0;
    const read = readLine(
      input,
      () => undefined,
      () => (interrupts += 1),
    );
    input.write('sec\u0003');
    expect(await read).toBeNull();
    expect(interrupts).toBe(1);
    expect(raw).toEqual([true, false]);
  });

  it('ends with Ctrl+D', async () => {
    const { input } = terminal();
    const read = readLine(input, () => undefined, never);
    input.write('\u0004');
    expect(await read).toBeNull();
  });
});
