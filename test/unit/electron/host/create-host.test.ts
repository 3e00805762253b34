import { describe, expect, it } from 'vitest';
import { startTestHost } from '#test/support/host';

describe('the host', () => {
  it('starts and ends', async () => {
    const host = await startTestHost();
    const { trunks } = await host.call('trunk.list', {});
    expect(trunks).toHaveLength(1);
    await host.until('trunk.stateChanged', ({ connection }) => connection.kind === 'logged-in');
    await host.close();
  });
});
