import type { FieldPath } from 'react-hook-form';
import { DEFAULT_SMPP_PORT, specifiedLengths } from '#shared/model/trunk';
import type { SectionId } from './section-ids';
import type { TrunkForm } from './trunk-form';

export interface FieldText {
  readonly section: SectionId;
  readonly label: string;
  /** One line: what it is. */
  readonly help: string;
  /** Default and bounds, kept together on a line. */
  readonly limits?: string;
  /** Other words that find it. */
  readonly keywords?: string;
}

const portLimits = `Default ${DEFAULT_SMPP_PORT}, 1 to 65535.`;

/** What stands at each field of the editor; the search looks through the same. */
export const fieldTexts = {
  'settings.name': {
    section: 'connection',
    label: 'Friendly name',
    help: 'As you call it; unique.',
    limits: 'Up to 80 characters.',
  },
  'settings.isEnabled': {
    section: 'connection',
    label: 'Enabled',
    help: 'On by default: it binds when saved, and when Trunkline starts.',
  },
  'settings.bindType': {
    section: 'connection',
    label: 'Bind type',
    help: 'Transceiver (default): one connection that sends and receives.',
    keywords: 'transmitter receiver pair trx tx rx',
  },
  'settings.host': {
    section: 'connection',
    label: 'Host',
    help: 'Name, IPv4 or IPv6 address of the SMSC.',
    keywords: 'address server standby ip',
  },
  'settings.txPort': { section: 'connection', label: 'TX port', help: '', limits: portLimits },
  'settings.rxPort': { section: 'connection', label: 'RX port', help: '', limits: portLimits },
  'settings.onDemand.isEnabled': {
    section: 'connection',
    label: 'On demand',
    help: 'On by default: Idle until a message is to be sent. Off: always bound.',
    keywords: 'transmitter idle',
  },
  'settings.onDemand.idleSeconds': {
    section: 'connection',
    label: 'Idle time',
    help: 'Unbinds after this long without a message.',
    limits: 'Default 60, 1 to 86400.',
  },
  'settings.receiver.isSeparate': {
    section: 'connection',
    label: 'Receiver apart',
    help: 'Off by default. The receiver has a host or credentials of its own.',
    keywords: 'pair',
  },
  'settings.receiver.host': {
    section: 'connection',
    label: 'Receiver’s host',
    help: 'Empty: the hosts above, with their RX ports.',
  },
  'settings.receiver.systemId': {
    section: 'connection',
    label: 'Receiver’s system ID',
    help: 'Empty: the trunk’s system ID.',
    limits: `Up to ${specifiedLengths.systemId} octets.`,
  },
  'secrets.receiverPassword': {
    section: 'connection',
    label: 'Receiver’s password',
    help: 'Empty: the trunk’s password.',
  },
  'settings.receiver.systemType': {
    section: 'connection',
    label: 'Receiver’s type',
    help: 'Its system type. Empty: the trunk’s.',
  },
  'settings.outbind.isEnabled': {
    section: 'connection',
    label: 'Outbind',
    help: 'Off by default. Trunkline listens; the SMSC calls and is bound to on the same connection.',
    keywords: 'listen',
  },
  'settings.outbind.listenAddress': {
    section: 'connection',
    label: 'Listen on',
    help: 'Default 127.0.0.1, this computer only. 0.0.0.0 or :: opens the port to others.',
  },
  'settings.outbind.listenPort': {
    section: 'connection',
    label: 'Listening port',
    help: '',
    limits: portLimits,
  },
  'settings.outbind.smscSystemId': {
    section: 'connection',
    label: 'SMSC’s system ID',
    help: 'What its outbind has to carry. Empty takes any.',
  },
  'settings.tls.isEnabled': {
    section: 'security',
    label: 'Use SSL',
    help: 'Off by default. TLS 1.2 or newer.',
    keywords: 'tls encryption',
  },
  'settings.tls.serverName': {
    section: 'security',
    label: 'Server name',
    help: 'Sent as SNI, and the name that the certificate must carry. Empty: the host.',
  },
  'settings.tls.caPem': {
    section: 'security',
    label: 'Own authority',
    help: 'Certificate of your own authority, as PEM. Empty: the authorities this computer trusts.',
    keywords: 'ca certificate pem',
  },
  'settings.tls.clientCertificatePem': {
    section: 'security',
    label: 'Client certificate',
    help: 'For SMSCs that ask for one; with its chain, as PEM. Empty: none.',
    keywords: 'mutual tls pem',
  },
  'secrets.clientKeyPem': {
    section: 'security',
    label: 'Private key',
    help: 'Of the client certificate, as PEM without a passphrase.',
    keywords: 'client key pem',
  },
  'settings.tls.pinnedFingerprint': {
    section: 'security',
    label: 'Fingerprint',
    help: 'SHA-256 of the certificate expected; then it alone decides. Empty: not pinned.',
    keywords: 'pinned pin sha-256',
  },
  'settings.tls.acceptsAnyCertificate': {
    section: 'security',
    label: 'Any certificate',
    help: 'Off by default. For a first test with a certificate that cannot be checked.',
    keywords: 'insecure self-signed',
  },
  'settings.systemId': {
    section: 'credentials',
    label: 'System ID',
    help: 'The user name of the bind.',
    limits: `Up to ${specifiedLengths.systemId} octets.`,
    keywords: 'username login',
  },
  'secrets.password': { section: 'credentials', label: 'Password', help: '' },
  'settings.systemType': {
    section: 'credentials',
    label: 'System type',
    help: 'Empty by default; some SMSCs want “SMPP”, “VMA” or another.',
    limits: `Up to ${specifiedLengths.systemType} octets.`,
  },
  'settings.addressRange.range': {
    section: 'credentials',
    label: 'Address range',
    help: 'Empty by default. Addresses that the SMSC shall route to this bind.',
    limits: `Up to ${specifiedLengths.addressRange} octets.`,
    keywords: 'address_range',
  },
  'settings.addressRange.ton': {
    section: 'credentials',
    label: 'Range’s TON',
    help: 'addr_ton of the bind.',
    limits: 'Default 0, 0 to 255.',
  },
  'settings.addressRange.npi': {
    section: 'credentials',
    label: 'Range’s NPI',
    help: 'addr_npi of the bind.',
    limits: 'Default 0, 0 to 255.',
  },
  'settings.version': {
    section: 'session',
    label: 'SMPP version',
    help: '3.4 by default. 3.3 has no transceiver, no TLVs, no SAR and no message_payload.',
    keywords: 'interface_version',
  },
  'settings.isLowerVersionIgnored': {
    section: 'session',
    label: 'Overrule a lower one',
    help: 'Off by default: where the SMSC states a lower version, that one is spoken.',
    keywords: 'sc_interface_version',
  },
  'settings.window': {
    section: 'session',
    label: 'Window',
    help: 'Requests sent before the answers to earlier ones came.',
    limits: 'Default 10, 1 to 1000.',
  },
  'settings.binds': {
    section: 'session',
    label: 'Parallel binds',
    help: 'Messages are spread over them. Ask the provider how many are allowed.',
    limits: 'Default 1, 1 to 32.',
  },
  'settings.rate.total': {
    section: 'session',
    label: 'Rate',
    help: 'Segments a second; the trunk slows down further when the SMSC throttles. Empty: unlimited.',
    limits: '0.1 to 100000.',
    keywords: 'throughput tps throttle',
  },
  'settings.rate.perSourceAddress': {
    section: 'session',
    label: 'Rate per address',
    help: 'Segments a second from one source address. Empty (default): off.',
    limits: '0.1 to 100000.',
    keywords: 'throughput tps long code',
  },
  'settings.isRetryAutomatic': {
    section: 'session',
    label: 'Retry automatically',
    help: 'On by default. Off: the trunk stays in Login failed or Error until you bind it.',
    keywords: 'reconnect',
  },
  'settings.timers.connectionTimeoutSeconds': {
    section: 'timers',
    label: 'Connection timeout',
    help: 'Between two attempts to connect; doubles after each failure up to 5 min.',
    limits: 'Default 10, 1 to 3600.',
  },
  'settings.timers.connectSeconds': {
    section: 'timers',
    label: 'Connect',
    help: 'For the TCP connection.',
    limits: 'Default 10, 1 to 300.',
  },
  'settings.timers.tlsHandshakeSeconds': {
    section: 'timers',
    label: 'TLS handshake',
    help: 'With SSL, after the TCP connection.',
    limits: 'Default 10, 1 to 300.',
  },
  'settings.timers.bindSeconds': {
    section: 'timers',
    label: 'Bind',
    help: 'For the answer to the bind.',
    limits: 'Default 10, 1 to 300.',
  },
  'settings.timers.responseSeconds': {
    section: 'timers',
    label: 'Response',
    help: 'For the answer to a message; after it the message is in doubt.',
    limits: 'Default 10, 1 to 3600.',
  },
  'settings.timers.enquireLinkSeconds': {
    section: 'timers',
    label: 'Enquire link',
    help: 'How often an enquire_link is sent; it keeps an idle link open.',
    limits: 'Default 60, 1 to 86400.',
    keywords: 'keepalive enquire_link',
  },
  'settings.timers.enquireLinkMode': {
    section: 'timers',
    label: 'Enquire link when',
    help: 'When silent (default): only if nothing was received that long.',
  },
  'settings.timers.enquireLinkResponseSeconds': {
    section: 'timers',
    label: 'Link answer',
    help: 'After an enquire_link, for anything to arrive; then the link counts as broken.',
    limits: 'Default 10, 1 to 300.',
  },
  'settings.timers.inactivitySeconds': {
    section: 'timers',
    label: 'Inactivity',
    help: 'Unbinds after this long without a message.',
    limits: 'Default 0, which is off; up to 86400.',
  },
  'settings.alphabets.default': {
    section: 'texts',
    label: 'Default alphabet',
    help: 'What data_coding 0 means to this SMSC. GSM 7-bit by default.',
    keywords: 'data_coding charset encoding gsm latin-1 ascii ucs-2',
  },
  'settings.alphabets.overrides': {
    section: 'texts',
    label: 'Other alphabets',
    help: 'Where this SMSC means another alphabet than the specification. Empty by default.',
    keywords: 'data_coding charset encoding flash exception',
  },
  'settings.receiptIds.conversion': {
    section: 'texts',
    label: 'Receipt ids',
    help: 'The same (default), or one of both is hexadecimal and the other decimal.',
    keywords: 'message_id hex decimal dlr',
  },
  'settings.receiptIds.ignoresPadding': {
    section: 'texts',
    label: 'Ignore padding',
    help: 'Off by default. Leading zeros of an id do not count.',
    keywords: 'message_id dlr',
  },
  'settings.receiptIds.ignoresCase': {
    section: 'texts',
    label: 'Ignore case',
    help: 'Off by default. Capital and small letters of an id are the same.',
    keywords: 'message_id dlr',
  },
  'settings.longMessages': {
    section: 'texts',
    label: 'Long messages',
    help: 'How a text of several segments is cut. UDH with an 8-bit reference by default.',
    keywords: 'concatenation sar udh message_payload split',
  },
  'settings.shortMessageOctets': {
    section: 'texts',
    label: 'short_message',
    help: 'Octets at most. Empty: what the version allows, 140 in 3.3 and 254 later.',
    limits: '1 to 255.',
    keywords: 'length limit',
  },
  'settings.query.isEnabled': {
    section: 'texts',
    label: 'Ask for states',
    help: 'Off by default. query_sm on a timer, for SMSCs that send no receipts.',
    keywords: 'query_sm',
  },
  'settings.query.everySeconds': {
    section: 'texts',
    label: 'Every',
    help: 'Between two query_sm for one message.',
    limits: 'Default 300, 10 to 86400.',
  },
  'settings.query.times': {
    section: 'texts',
    label: 'At most',
    help: 'Then the message stays as it is.',
    limits: 'Default 12, 1 to 1000.',
  },
  'settings.sources.isAnyAllowed': {
    section: 'sources',
    label: 'Allow any DID(s) for SMS OUT',
    help: 'On by default: every source address with outbound P2P SMS.',
    keywords: 'sender numbers allowed',
  },
  'settings.numbering': {
    section: 'sources',
    label: 'TON and NPI',
    help: 'By the kind of the address. Empty: the default that stands in grey.',
    keywords: 'numbering type of number plan',
  },
  'settings.isCaptured': {
    section: 'capture',
    label: 'Capture',
    help: 'On by default: its PDUs go to the capture on disk.',
    keywords: 'log pcap record',
  },
} as const satisfies Partial<Record<FieldPath<TrunkForm>, FieldText>>;

export type KnownField = keyof typeof fieldTexts;
export const knownFields = Object.entries(fieldTexts) as readonly (readonly [KnownField, FieldText])[];

/** The fields whose words contain everything that was typed; those whose label begins with it first. */
export function findFields(typed: string): readonly (readonly [KnownField, FieldText])[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const begins = ([, text]: readonly [KnownField, FieldText]): boolean =>
    text.label.toLocaleLowerCase().startsWith(words.join(' '));
  return knownFields
    .filter(([, { label, help, keywords = '' }]) => {
      const haystack = `${label} ${help} ${keywords}`.toLocaleLowerCase();
      return words.every((word) => haystack.includes(word));
    })
    .toSorted((one, other) => Number(begins(other)) - Number(begins(one)));
}
