import { TYPE_0, type Draft } from './draft';
import { readOctet } from './numbers';

export interface Preset {
  readonly name: string;
  /** What it sets, for the screen. */
  readonly about: string;
  readonly isOn: (draft: Draft) => boolean;
  readonly on: (draft: Draft) => Partial<Draft>;
  readonly off: (draft: Draft) => Partial<Draft>;
}

const USSD_TLV = 'ussd_service_op';
/** PSSR request: the subscriber is shown the text and answers. */
const USSR_REQUEST = '2';

/** Kinds of message that take more than one field. */
export const presets: readonly Preset[] = [
  {
    name: 'Flash',
    about: 'Class 0: shown at once and not kept.',
    isOn: ({ isFlash }) => isFlash,
    on: () => ({ isFlash: true }),
    off: () => ({ isFlash: false }),
  },
  {
    name: 'Silent',
    about: 'Type 0: protocol_id 0x40. The handset acknowledges it and shows nothing.',
    isOn: ({ protocolId }) => readOctet(protocolId) === TYPE_0,
    on: () => ({ protocolId: '0x40' }),
    off: () => ({ protocolId: '0' }),
  },
  {
    name: 'WAP push',
    about: 'Octets to port 2948 of the handset, from 9200, with the ports in the user data header.',
    isOn: ({ hasPorts }) => hasPorts,
    on: () => ({ hasPorts: true, destinationPort: '2948', sourcePort: '9200', alphabet: 'binary' }),
    off: () => ({ hasPorts: false, alphabet: 'auto' }),
  },
  {
    name: 'USSD',
    about: 'service_type “USSD” and the TLV ussd_service_op, 2 (USSR request).',
    isOn: ({ serviceType }) => serviceType === 'USSD',
    on: ({ tlvs }) => ({
      serviceType: 'USSD',
      tlvs: tlvs.some((tlv) => tlv.kind === 'name' && tlv.name === USSD_TLV)
        ? tlvs
        : [...tlvs, { kind: 'name', name: USSD_TLV, value: USSR_REQUEST }],
    }),
    off: ({ tlvs }) => ({
      serviceType: '',
      tlvs: tlvs.filter((tlv) => tlv.kind !== 'name' || tlv.name !== USSD_TLV),
    }),
  },
];
