/** Our own ink blue, where a channel names no colour. */
export const COLOUR = "#1f4fb4";
/** WCAG 2.2, 1.4.3: contrast of text. */
export const CONTRAST_MIN = 4.5;
/** A button must stand out from the page, whatever the brand. */
export const BUTTON_CONTRAST_MIN = 1.6;

type Rgb = readonly [red: number, green: number, blue: number];
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** The planes that text lies on, as near as makes no difference to static/css/tokens.css. */
const PAPER: Rgb = [253, 252, 251];
const INK: Rgb = [22, 25, 31];
/** The quietest text that stands in a bubble: its time. */
const TEXT_ON_PAPER: Rgb = [79, 83, 91];
const TEXT_ON_INK: Rgb = [179, 183, 189];
const STEP = 0.04;
const TINT = { light: 0.14, dark: 0.34 };

/** What one theme makes of a channel's colour, each as #rrggbb: buttons, what stands on them, links, the visitor's bubbles. */
export type Shades = { accent: string; accentHover: string; onAccent: string; accentText: string; accentOurs: string };

/** The shades of a colour in both themes; whatever the colour, text on them and in them can be read (AA). */
export function shadesOf(colour: string): { light: Shades; dark: Shades } {
  const brand = parse(colour);
  return { light: shades(brand, PAPER, TEXT_ON_PAPER, BLACK, TINT.light), dark: shades(brand, INK, TEXT_ON_INK, WHITE, TINT.dark) };
}

/** A style sheet that puts a channel's colour in place of ours. */
export function styleOf(colour: string): string {
  const { light, dark } = shadesOf(colour);
  const lines = (Object.keys(light) as (keyof Shades)[]).map((name) => `--${kebab(name)}: light-dark(${light[name]}, ${dark[name]});`);
  return `@layer tokens { :root { ${lines.join(" ")} } }\n`;
}

/** White or black, whichever is easier to read on a colour. */
export function inkOn(colour: string): string {
  return format(inkFor(parse(colour)));
}

/** The ratio of WCAG between two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  return ratio(parse(one), parse(other));
}

function shades(brand: Rgb, plane: Rgb, text: Rgb, far: Rgb, tint: number): Shades {
  const accent = until(brand, far, (shade) => ratio(shade, plane) >= BUTTON_CONTRAST_MIN);
  const onAccent = inkFor(accent);
  const ours = until(mix(plane, brand, tint), plane, (shade) => ratio(shade, text) >= CONTRAST_MIN);
  return {
    accent: format(accent),
    accentHover: format(mix(accent, onAccent === WHITE ? BLACK : WHITE, 0.14)),
    onAccent: format(onAccent),
    accentText: format(until(brand, far, (shade) => Math.min(ratio(shade, plane), ratio(shade, ours)) >= CONTRAST_MIN)),
    accentOurs: format(ours),
  };
}

// Goes from a colour towards another in small steps until it is good enough.
function until(from: Rgb, towards: Rgb, enough: (shade: Rgb) => boolean): Rgb {
  for (let share = 0; share < 1; share += STEP) {
    const shade = mix(from, towards, share);
    if (enough(shade)) return shade;
  }
  return towards;
}

const inkFor = (ground: Rgb): Rgb => (ratio(WHITE, ground) >= CONTRAST_MIN ? WHITE : BLACK);

const mix = (one: Rgb, other: Rgb, share: number): Rgb => one.map((value, at) => Math.round(value + ((other[at] ?? value) - value) * share)) as unknown as Rgb;

// WCAG 2.2: relative luminance and contrast ratio.
function ratio(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(colour: string): Rgb {
  const hex = /^#[0-9a-f]{6}$/i.test(colour) ? colour : COLOUR;
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

const format = (colour: Rgb) => `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
