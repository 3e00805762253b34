import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(resolve(import.meta.dirname, '../../../../renderer/styles/tokens.css'), 'utf8');

type Theme = 'light' | 'dark';
interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

/** OKLCH to linear sRGB (https://bottosson.github.io/posts/oklab/), clipped to the gamut as a screen does. */
function toLinearRgb(lightness: number, chroma: number, hueDegrees: number): Rgb {
  const hue = (hueDegrees * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  return {
    r: clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    g: clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    b: clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  };
}

function colour(name: string, theme: Theme): Rgb {
  const declared = new RegExp(`--${name}: light-dark\\(oklch\\(([^)]*)\\), oklch\\(([^)]*)\\)\\);`).exec(css);
  const parts = declared?.[theme === 'light' ? 1 : 2]?.split(' ').map(Number);
  if (parts?.length !== 3 || parts.some(Number.isNaN))
    throw new Error(`--${name} is not declared as expected`);
  return toLinearRgb(parts[0]!, parts[1]!, parts[2]!);
}

/** WCAG 2.2 contrast ratio of two colours. */
function contrast(one: Rgb, other: Rgb): number {
  const luminance = ({ r, g, b }: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [dark, light] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const surfaces = ['ground', 'pane', 'raised', 'hover', 'selected'].map((name) => `surface-${name}`);
const inks = ['text-strong', 'text-plain', 'text-weak', 'accent', 'ok', 'working', 'warning', 'error'];
const fills = ['accent-fill', 'accent-fill-hover', 'error-fill', 'error-fill-hover'];

describe.each<Theme>(['light', 'dark'])('the %s theme', (theme) => {
  it.each(surfaces.flatMap((surface) => inks.map((ink) => [ink, surface] as const)))(
    'makes %s readable on %s',
    (ink, surface) => {
      expect(contrast(colour(ink, theme), colour(surface, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(fills)('makes the text on %s readable', (fill) => {
    expect(contrast(colour('on-fill', theme), colour(fill, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(surfaces.slice(0, 3))('makes the outline of a field visible on %s', (surface) => {
    expect(contrast(colour('line-strong', theme), colour(surface, theme))).toBeGreaterThanOrEqual(3);
  });

  it('keeps the three strengths of text apart', () => {
    const against = colour('surface-pane', theme);
    const [strong, plain, weak] = ['text-strong', 'text-plain', 'text-weak'].map((name) =>
      contrast(colour(name, theme), against),
    );
    expect(strong).toBeGreaterThan(plain! * 1.15);
    expect(plain).toBeGreaterThan(weak! * 1.15);
  });
});
