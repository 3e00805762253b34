import type { ClientDesk } from '#electron/host/shell/client-desk';
import { connect } from '#shared/rpc/connect';
import { createWirePair } from '#shared/rpc/memory-wire';

/** Asks the host as any client does, over a wire in memory. */
export async function askHost<T>(
  desk: ClientDesk,
  ask: (client: ReturnType<typeof connect>) => Promise<T>,
): Promise<T> {
  const [wire, hostWire] = createWirePair();
  desk.accept(hostWire);
  const client = connect(wire, {
    reportError: (error) => {
      throw error;
    },
  });
  try {
    return await ask(client);
  } finally {
    client.close();
  }
}
