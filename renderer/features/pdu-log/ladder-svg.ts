import type { PduRow } from '#shared/model/pdu-row';
import {
  ladderPlace,
  ladderSizes,
  ladderStep,
  type LadderPlace,
  type LadderSide,
  type LadderStep,
} from './ladder-geometry';
import type { TimeDisplay } from './time-words';

/** Colours of a drawing that leaves the window: paper, whatever the theme. */
const ink = {
  strong: '#1b1d24',
  plain: '#3d414d',
  weak: '#666c7a',
  line: '#c9ccd4',
  error: '#b3261e',
  warning: '#8a5a00',
};

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  text
    .replaceAll(/[&<>"]/g, (character) => escapes[character] ?? character)
    // Characters that XML 1.0 does not have would make the whole drawing unreadable.
    .replaceAll(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    );

/** The sequence diagram of these rows as an SVG document of its own. */
export function ladderSvg(
  rows: readonly PduRow[],
  title: string,
  time: TimeDisplay,
  side: Exclude<LadderSide, 'labels'>,
): string {
  const least = ladderPlace(0, time.mode, side);
  const width =
    least.esme + ladderSizes.lane + ladderSizes.margin * 3 + (side === 'trunk' ? ladderSizes.trunk : 0);
  const place = ladderPlace(width, time.mode, side);
  const height = ladderSizes.head * 2 + rows.length * ladderSizes.row + ladderSizes.margin;
  const top = ladderSizes.head * 2;
  const lanes = [
    { x: place.esme, name: 'ESME' },
    { x: place.smsc, name: 'SMSC' },
  ].map(
    ({ x, name }) =>
      `<text x="${x}" y="${top - 10}" text-anchor="middle" font-weight="600" fill="${ink.strong}">${name}</text>` +
      `<line x1="${x}" y1="${top}" x2="${x}" y2="${height - 8}" stroke="${ink.line}"/>`,
  );
  const steps = rows.map((row, index) =>
    stepSvg(ladderStep(row, time, place, side), top + index * ladderSizes.row, place, side),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${ladderSizes.margin}" y="22" font-size="14" font-weight="600" fill="${ink.strong}">${escaped(title)}</text>`,
    ...lanes,
    ...steps,
    '</svg>',
  ].join('\n');
}

function stepSvg(step: LadderStep, y: number, { esme, smsc }: LadderPlace, side: LadderSide): string {
  const color = step.meaning === 'error' ? ink.error : step.isUnanswered ? ink.warning : ink.plain;
  const line = y + ladderSizes.row / 2;
  const [from, to] = step.isFromEsme ? [esme, smsc] : [smsc, esme];
  const tip = step.isFromEsme ? -ladderSizes.arrow : ladderSizes.arrow;
  const middle = (esme + smsc) / 2;
  const trunk =
    side === 'trunk'
      ? `<text x="${smsc + 12}" y="${line + 4}" font-size="11" fill="${ink.weak}">${escaped(step.trunk)}</text>`
      : '';
  const dash = step.isUnanswered ? ' stroke-dasharray="5 4"' : '';
  return (
    `<text x="${ladderSizes.margin}" y="${line + 4}" font-family="monospace" font-size="11" fill="${ink.weak}">${step.time}</text>` +
    `<line x1="${from}" y1="${line}" x2="${to}" y2="${line}" stroke="${color}"${dash}/>` +
    `<path d="M${to} ${line}l${tip} -4v8z" fill="${color}"/>` +
    `<text x="${middle}" y="${line - 5}" text-anchor="middle" fill="${ink.strong}">${escaped(step.label)}</text>` +
    `<text x="${middle}" y="${line + 14}" text-anchor="middle" font-size="11" fill="${color}">${escaped(step.detail)}</text>` +
    trunk
  );
}

/** What a canvas holds in every browser. */
const MAX_IMAGE_PX = 32_000;

/**
 * Draws an SVG document at twice its size, for screens of today; a long one at less. Rejects with a sentence where it
 * would be too long to be read, or the browser cannot draw it.
 */
export async function pngOfSvg(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const factor = Math.min(2, MAX_IMAGE_PX / image.height);
  if (factor < 1)
    throw new Error('The drawing is too long for an image. Save it as SVG, or filter the PDUs.');
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * factor);
  canvas.height = Math.round(image.height * factor);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no images.');
  context.scale(factor, factor);
  context.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The drawing is too large for an image. Save it as SVG.'));
      else resolve(blob);
    }, 'image/png');
  });
}
