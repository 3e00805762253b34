/** The sections of the editor, in their order. */
export const sectionIds = [
  'connection',
  'security',
  'credentials',
  'session',
  'timers',
  'texts',
  'sources',
  'groups',
  'capture',
] as const;
export type SectionId = (typeof sectionIds)[number];

export const sectionTitles: Readonly<Record<SectionId, string>> = {
  connection: 'Connection',
  security: 'Security',
  credentials: 'Credentials',
  session: 'Session',
  timers: 'Timers',
  texts: 'Alphabets and receipts',
  sources: 'Source addresses',
  groups: 'Groups',
  capture: 'Capture',
};
