/** "SMPP 3.4, section 5.2.12" of "5.2.12"; "SMPP 5.0, section 4.8.4.18" of "5.0: 4.8.4.18". Empty for none. */
export function sectionWords(section: string): string {
  if (section === '') return '';
  const of50 = /^5\.0: (.+)$/.exec(section)?.[1];
  return of50 === undefined ? `SMPP 3.4, section ${section}` : `SMPP 5.0, section ${of50}`;
}
