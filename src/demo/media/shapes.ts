/** A form in a scene, which is 400 wide and 300 high: how far a point is from its edge (negative inside), and the box it lies in. */
export type Shape = {
  readonly distance: (x: number, y: number) => number;
  readonly within: readonly [left: number, top: number, right: number, bottom: number];
};

export const disc = (cx: number, cy: number, r: number): Shape => ({ distance: (x, y) => length(x - cx, y - cy) - r, within: around(cx, cy, r, r) });

/** Good enough for a drawing: exact on the axes. Its soft edge is wider on the long one, so its box is too. */
export const oval = (cx: number, cy: number, rx: number, ry: number): Shape => ({
  distance: (x, y) => (length((x - cx) / rx, (y - cy) / ry) - 1) * Math.min(rx, ry),
  within: around(cx, cy, rx * OVAL_EDGE, ry * OVAL_EDGE),
});
const OVAL_EDGE = 2.2;
const around = (cx: number, cy: number, rx: number, ry: number) => [cx - rx, cy - ry, cx + rx, cy + ry] as const;

/** A rectangle with round corners. */
export const box = (left: number, top: number, width: number, height: number, r = 0): Shape => {
  const [cx, cy] = [left + width / 2, top + height / 2];
  return {
    distance: (x, y) => {
      const dx = Math.abs(x - cx) - width / 2 + r;
      const dy = Math.abs(y - cy) - height / 2 + r;
      return length(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - r;
    },
    within: [left, top, left + width, top + height],
  };
};

/** A thick line with round ends. */
export const rod = (x1: number, y1: number, x2: number, y2: number, r: number): Shape => {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squared = dx * dx + dy * dy || 1;
  return {
    distance: (x, y) => {
      const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / squared));
      return length(x - x1 - along * dx, y - y1 - along * dy) - r;
    },
    within: [Math.min(x1, x2) - r, Math.min(y1, y2) - r, Math.max(x1, x2) + r, Math.max(y1, y2) + r],
  };
};

/** A polygon of any form, by its corners: x, y, x, y, … */
export const polygon = (...corners: number[]): Shape => {
  const count = corners.length / 2;
  const at = (n: number): [number, number] => [corners[2 * (n % count)] as number, corners[2 * (n % count) + 1] as number];
  const edges = Array.from({ length: count }, (_, n) => ({ from: at(n), to: at(n + 1), line: rod(...at(n), ...at(n + 1), 0) }));
  const [xs, ys] = [edges.map(({ from }) => from[0]), edges.map(({ from }) => from[1])];
  return {
    distance: (x, y) => {
      let nearest = Number.POSITIVE_INFINITY;
      let inside = false;
      for (const { from, to, line } of edges) {
        nearest = Math.min(nearest, line.distance(x, y));
        if (from[1] > y !== to[1] > y && x < from[0] + ((y - from[1]) / (to[1] - from[1])) * (to[0] - from[0])) inside = !inside;
      }
      return inside ? -nearest : nearest;
    },
    within: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
  };
};

const length = (x: number, y: number) => Math.sqrt(x * x + y * y);
