import { foreignSubmits, ourSubmits, rawSocket } from './session-clients';
import { benchSession } from './session-rig';

await benchSession('submit_sm and its response', (recorder) => [
  { name: 'smpp, as it is', client: foreignSubmits(false) },
  { name: 'smpp, corked for each tick', client: foreignSubmits(true) },
  { name: 'Trunkline, log on', client: ourSubmits(recorder) },
  { name: 'raw socket', client: rawSocket('submit') },
]);
