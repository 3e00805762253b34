import { describe, expect, it } from 'vitest';
import { Clipboard } from '#electron/host/shell/clipboard';
import { FakeClock } from '#test/support/fake-clock';
import { settled } from '#test/support/settled';

function aClipboard() {
  const clock = new FakeClock();
  const held = { text: '' };
  const errors: unknown[] = [];
  const clipboard = new Clipboard({
    shell: {
      writeClipboard: (text) => void (held.text = text),
      readClipboard: () => held.text,
    },
    clock,
    onError: (error) => errors.push(error),
  });
  return { clock, held, errors, clipboard };
}

describe('the clipboard', () => {
  it('keeps what was copied without a time', async () => {
    const { clock, held, clipboard } = aClipboard();
    await clipboard.write('a text', null);
    expect(clock.pendingTimers).toBe(0);
    await clipboard.clear();
    expect(held.text).toBe('a text');
  });

  it('clears what was to be cleared, on time', async () => {
    const { clock, held, clipboard } = aClipboard();
    await clipboard.write('secret', 30);
    clock.advance(29_999);
    await settled();
    expect(held.text).toBe('secret');
    clock.advance(1);
    await settled();
    expect(held.text).toBe('');
  });

  it('leaves alone what was copied by somebody else meanwhile', async () => {
    const { clock, held, clipboard } = aClipboard();
    await clipboard.write('secret', 30);
    held.text = 'something else';
    clock.advance(30_000);
    await settled();
    expect(held.text).toBe('something else');
  });

  it('counts anew for a second copy, and clears when the host is closed', async () => {
    const { clock, held, clipboard } = aClipboard();
    await clipboard.write('one', 30);
    clock.advance(20_000);
    await clipboard.write('two', 30);
    clock.advance(20_000);
    await settled();
    expect(held.text).toBe('two');
    await clipboard.clear();
    expect(held.text).toBe('');
    expect(clock.pendingTimers).toBe(0);
  });

  it('tells of a clipboard that failed, and refuses where there is none', async () => {
    const clock = new FakeClock();
    const errors: unknown[] = [];
    const onError = (error: unknown): void => void errors.push(error);
    const failing = new Clipboard({
      shell: {
        writeClipboard: () => undefined,
        readClipboard: () => {
          throw new Error('locked');
        },
      },
      clock,
      onError,
    });
    await failing.write('secret', 1);
    await failing.clear();
    expect(errors).toHaveLength(1);
    const none = new Clipboard({ shell: {}, clock, onError });
    await expect(none.write('a', null)).rejects.toThrow('the browser does that itself');
  });
});
