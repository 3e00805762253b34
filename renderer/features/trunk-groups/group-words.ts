import { groupModes, type TrunkGroupSettings } from '#shared/model/trunk-group';

export const modeNames: Readonly<Record<TrunkGroupSettings['mode'], string>> = {
  failover: 'Failover',
  'load-balancing': 'Load balancing',
};

export const modeOptions = groupModes.map((value) => ({ value, label: modeNames[value] }));
