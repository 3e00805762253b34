import { foreignDeliveries, ourDeliveries, rawSocket } from './session-clients';
import { benchSession } from './session-rig';

await benchSession('deliver_sm and its response', (recorder) => [
  { name: 'smpp, as it is', client: foreignDeliveries(false) },
  { name: 'smpp, corked for each tick', client: foreignDeliveries(true) },
  { name: 'Trunkline, log on', client: ourDeliveries(recorder) },
  { name: 'raw socket', client: rawSocket('deliver') },
]);
