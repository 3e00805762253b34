import { alphabetNames } from '#shared/model/alphabet-words';
import type { IdConversion } from '#shared/model/receipt-ids';
import { trunkTimers, type LongMessageMethod, type TrunkSettings } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';
import { plural } from '../../../ui/format';
import { bindTypeNames, endpointWords } from '../trunk-state';
import { rangesOf } from './alphabet-groups';
import { fieldTexts } from './field-texts';
import type { SectionId } from './section-ids';

export const longMessageNames: Readonly<Record<LongMessageMethod, string>> = {
  udh8: 'UDH, 8-bit reference',
  udh16: 'UDH, 16-bit reference',
  sar: 'SAR parameters',
  payload: 'message_payload',
  refuse: 'Refuse them',
};

export const conversionNames: Readonly<Record<IdConversion, string>> = {
  same: 'The same in both',
  'response-hex': 'Response hex, receipt decimal',
  'response-decimal': 'Response decimal, receipt hex',
};

const defaultTimers = trunkTimers.parse({});

const listed = (parts: readonly (string | false)[]): string => parts.filter(Boolean).join(', ');

/** What a section that is folded says of itself, so that one need not open it to know. */
const summaries: Readonly<
  Record<Exclude<SectionId, 'groups'>, (settings: TrunkSettings, trunk: TrunkView | null) => string>
> = {
  connection: ({ host, standbyHosts, bindType, outbind, ...ports }) =>
    listed([
      host === '' ? 'No host yet' : endpointWords({ host, bindType, ...ports }),
      standbyHosts.length > 0 && plural(standbyHosts.length, 'standby host'),
      bindTypeNames[bindType],
      outbind.isEnabled && `outbind on port ${outbind.listenPort}`,
    ]),
  security: ({ tls }) =>
    tls.isEnabled
      ? listed([
          'TLS 1.2+',
          tls.caPem !== '' && 'own CA',
          tls.clientCertificatePem !== '' && 'client certificate',
          tls.pinnedFingerprint !== '' && 'pinned fingerprint',
          tls.acceptsAnyCertificate && 'any certificate accepted',
        ])
      : 'Off, plain TCP',
  credentials: ({ systemId, systemType, addressRange }, trunk) =>
    listed([
      systemId === '' ? 'No system ID yet' : systemId,
      trunk !== null && trunk.passwordStorage === 'none' ? 'no password' : false,
      systemType !== '' && `type ${systemType}`,
      addressRange.range !== '' && `range ${addressRange.range}`,
    ]),
  session: ({ version, window, rate, binds }) =>
    listed([
      `SMPP ${version}`,
      `window ${window}`,
      binds > 1 && plural(binds, 'bind'),
      rate.total === null ? 'unlimited rate' : `${rate.total}/s`,
      rate.perSourceAddress !== null && `${rate.perSourceAddress}/s per address`,
    ]),
  timers: ({ timers }) => {
    const changed = Object.entries(timers).filter(
      ([name, value]) => defaultTimers[name as keyof typeof defaultTimers] !== value,
    );
    if (changed.length === 0) return 'All at their defaults';
    return listed(
      changed.map(([name, value]) => {
        const { label } = fieldTexts[`settings.timers.${name as keyof typeof defaultTimers}`];
        return typeof value === 'number' ? `${label} ${value} s` : `${label}: ${value}`;
      }),
    );
  },
  texts: ({ alphabets, receiptIds, longMessages, query }) =>
    listed([
      alphabetNames[alphabets.default],
      rangesOf(alphabets.overrides).length > 0 && plural(rangesOf(alphabets.overrides).length, 'exception'),
      receiptIds.conversion !== 'same' && conversionNames[receiptIds.conversion].toLocaleLowerCase(),
      longMessageNames[longMessages],
      query.isEnabled && `query_sm every ${query.everySeconds} s`,
    ]),
  sources: ({ sources, numbering }) =>
    listed([
      sources.isAnyAllowed
        ? 'Any address'
        : sources.allowedIds.length === 0
          ? 'None allowed'
          : `${plural(sources.allowedIds.length, 'address', 'addresses')} allowed`,
      Object.keys(numbering.source).length + Object.keys(numbering.destination).length > 0 &&
        'own TON and NPI',
    ]),
  capture: ({ isCaptured }) => (isCaptured ? 'On' : 'Off'),
};

export function sectionSummary(
  section: Exclude<SectionId, 'groups'>,
  settings: TrunkSettings,
  trunk: TrunkView | null,
): string {
  return summaries[section](settings, trunk);
}
