import { type Colour, type Layer, photograph } from "./drawing.ts";
import { box, disc, oval, polygon, rod } from "./shapes.ts";

export const PICTURES = ["blue-lamp", "torn-box", "broken-glass", "screws", "room"] as const;
export type PictureName = (typeof PICTURES)[number];

/** A picture that a customer sends, as JPEG. */
export const pictureOf = (name: PictureName): Promise<Uint8Array> => photograph(SCENES[name]);

const wall = (top: Colour, bottom: Colour): Layer => ({ shape: box(-10, -10, 420, 320), colour: top, to: bottom });
const floor = (y: number, colour: Colour, to: Colour): Layer => ({ shape: box(-10, y, 420, 310 - y), colour, to });
const shadow = (x: number, y: number, rx: number, ry: number): Layer => ({ shape: oval(x, y, rx, ry), colour: [40, 28, 20], soft: 26, alpha: 0.45 });
const glow = (x: number, y: number, r: number): Layer => ({ shape: disc(x, y, r), colour: [255, 236, 190], soft: r * 1.8, alpha: 0.55 });
const stroke = (colour: Colour, ...[x1, y1, x2, y2, r]: Parameters<typeof rod>): Layer => ({ shape: rod(x1, y1, x2, y2, r), colour });

const CARD: Colour = [193, 150, 104];
const DARK: Colour = [62, 44, 30];
const PAPER: Colour = [240, 238, 230];
const STEEL: Colour = [150, 154, 160];
const GLASS: Colour = [205, 222, 226];

const SCENES: Readonly<Record<PictureName, readonly Layer[]>> = {
  "blue-lamp": [
    wall([226, 214, 196], [206, 190, 170]),
    floor(226, [150, 112, 78], [120, 84, 56]),
    glow(208, 150, 120),
    shadow(214, 244, 66, 12),
    { shape: oval(208, 236, 42, 10), colour: [44, 46, 52], to: [30, 32, 38] },
    { shape: rod(208, 234, 208, 132, 3.2), colour: [58, 60, 66] },
    { shape: polygon(172, 72, 244, 72, 268, 146, 148, 146), colour: [58, 110, 190], to: [24, 60, 128] },
    { shape: polygon(176, 76, 200, 76, 190, 142, 158, 142), colour: [150, 190, 240], soft: 14, alpha: 0.4 },
    { shape: oval(208, 146, 60, 6), colour: [255, 240, 206] },
    { shape: box(34, 196, 74, 34, 3), colour: [176, 88, 66], to: [140, 62, 46] },
    { shape: box(40, 182, 66, 16, 2), colour: [222, 208, 180] },
  ],
  "torn-box": [
    wall([196, 190, 182], [180, 172, 162]),
    floor(186, [138, 132, 126], [104, 98, 92]),
    shadow(206, 254, 134, 20),
    { shape: polygon(86, 116, 326, 116, 300, 84, 118, 84), colour: [214, 172, 124] },
    { shape: box(86, 114, 240, 140, 3), colour: CARD, to: [150, 110, 70] },
    { shape: box(194, 84, 26, 170), colour: [222, 200, 160], alpha: 0.75 },
    { shape: polygon(238, 150, 262, 138, 272, 156, 300, 150, 290, 178, 312, 196, 282, 200, 274, 224, 256, 202, 232, 206, 246, 182), colour: DARK },
    { shape: polygon(300, 150, 318, 136, 312, 196, 290, 178), colour: [224, 190, 146] },
    { shape: polygon(232, 206, 256, 202, 246, 228), colour: [224, 190, 146] },
    { shape: box(104, 136, 74, 48, 2), colour: PAPER },
    ...[146, 154, 162].map((y) => stroke([90, 88, 84], 112, y, y === 162 ? 146 : 168, y, 1.4)),
    ...[112, 116, 119, 124, 128, 133, 137, 142, 148, 152, 158, 164].map((x) => stroke([40, 38, 36], x, 168, x, 178, 0.9)),
    { shape: polygon(120, 206, 132, 206, 126, 198), colour: [120, 78, 44] },
    stroke([120, 78, 44], 126, 206, 126, 226, 2),
  ],
  "broken-glass": [
    wall([84, 76, 70], [120, 104, 92]),
    floor(170, [166, 128, 92], [132, 96, 64]),
    shadow(196, 234, 110, 14),
    { shape: oval(190, 150, 84, 78), colour: GLASS, to: [160, 186, 194], alpha: 0.85 },
    { shape: oval(164, 122, 22, 34), colour: [250, 252, 252], soft: 22, alpha: 0.6 },
    { shape: polygon(206, 74, 262, 96, 278, 150, 238, 144, 252, 120, 224, 124, 232, 98, 204, 104), colour: [92, 80, 70] },
    stroke([248, 250, 250], 204, 104, 182, 158, 0.8),
    stroke([248, 250, 250], 182, 158, 150, 176, 0.8),
    stroke([248, 250, 250], 238, 144, 212, 186, 0.8),
    stroke([248, 250, 250], 212, 186, 220, 216, 0.8),
    { shape: polygon(286, 214, 318, 196, 326, 226), colour: GLASS, alpha: 0.9 },
    { shape: polygon(92, 240, 122, 226, 128, 246, 104, 258), colour: GLASS, alpha: 0.85 },
    { shape: polygon(250, 246, 276, 240, 268, 262), colour: [226, 238, 240], alpha: 0.9 },
    { shape: box(170, 52, 40, 26, 4), colour: [186, 160, 96], to: [120, 96, 48] },
  ],
  screws: [
    wall([206, 178, 142], [182, 150, 112]),
    ...[40, 96, 170, 236, 282].map((y) => stroke([168, 134, 98], -10, y, 410, y + 8, 0.9)),
    ...[
      [96, 90],
      [166, 128],
      [248, 84],
      [318, 150],
    ].flatMap(([x = 0, y = 0]) => screw(x, y)),
    { shape: disc(196, 224, 40), colour: [200, 52, 44], soft: 2 },
    { shape: disc(196, 224, 36), colour: [192, 160, 122] },
    ...screw(188, 206),
  ],
  room: [
    wall([232, 226, 214], [214, 206, 192]),
    floor(216, [176, 142, 106], [146, 110, 76]),
    { shape: box(40, 40, 92, 112, 2), colour: [250, 250, 246] },
    { shape: box(46, 46, 80, 100), colour: [176, 208, 232], to: [224, 232, 224] },
    stroke([250, 250, 246], 86, 46, 86, 146, 2.4),
    { shape: oval(230, 262, 140, 24), colour: [188, 110, 82], to: [158, 84, 60], soft: 2 },
    glow(262, 92, 96),
    stroke([60, 56, 52], 262, -6, 262, 62, 1),
    { shape: polygon(240, 62, 284, 62, 300, 94, 224, 94), colour: [222, 178, 70], to: [190, 140, 40] },
    { shape: oval(262, 95, 36, 4), colour: [255, 246, 220] },
    shadow(238, 236, 104, 10),
    { shape: box(136, 146, 204, 58, 14), colour: [86, 120, 112], to: [60, 92, 86] },
    { shape: box(128, 172, 30, 58, 12), colour: [78, 110, 104], to: [56, 84, 78] },
    { shape: box(318, 172, 30, 58, 12), colour: [78, 110, 104], to: [56, 84, 78] },
    { shape: box(154, 184, 168, 40, 8), colour: [98, 134, 126], to: [70, 102, 96] },
    { shape: box(170, 158, 40, 34, 8), colour: [226, 196, 150] },
    { shape: box(62, 200, 34, 34, 4), colour: [206, 138, 96] },
    ...[-26, -12, 4, 18, 30].map((lean) => ({ shape: rod(79, 202, 79 + lean, 152 + Math.abs(lean) / 2, 6), colour: [70, 118, 66] as Colour })),
  ],
};

function screw(x: number, y: number): Layer[] {
  return [
    { shape: rod(x + 4, y + 8, x + 26, y + 40, 7), colour: DARK, soft: 12, alpha: 0.4 },
    { shape: rod(x, y, x + 20, y + 32, 4), colour: STEEL, to: [110, 114, 120] },
    ...[0.3, 0.5, 0.7, 0.9].map((along) => stroke([96, 100, 106], x + 20 * along - 4, y + 32 * along + 2, x + 20 * along + 4, y + 32 * along - 2, 0.8)),
    { shape: disc(x, y, 9), colour: [176, 180, 186], to: [130, 134, 140] },
    stroke([90, 92, 98], x - 5, y, x + 5, y, 1.2),
    stroke([90, 92, 98], x, y - 5, x, y + 5, 1.2),
  ];
}
