// Very many events at once, drawn without a GPU: as small dots written straight into the pixels,
// or, where even those would run together, as one circle a square of the view, larger with more
// events and in the colour of the commonest kind.

import type { View } from "./canvas";
import type { Grid } from "./grid";

export interface Crowd {
  /** All points, oldest first, and where they lie. */
  grid: Grid;
  visible: Uint8Array;
  /** The kind of each event, a number into `colours`. */
  kinds: Uint8Array | Uint16Array | Uint32Array;
  colours: readonly string[];
}

const SQUARE = 15;
/** The share of points in view from which a look at the index costs less than a look at all. */
const SHARE = 0.7;

const rgba = (hex: string, shade: number): number => {
  const v = Number.parseInt(hex.slice(1), 16);
  const part = (shift: number): number => Math.round(((v >> shift) & 255) * shade);
  return ((255 << 24) | (part(0) << 16) | (part(8) << 8) | part(16)) >>> 0;
};

type Box = [number, number, number, number];
const worldBox = (view: View): Box => [
  view.ox / view.scale,
  view.oy / view.scale,
  (view.ox + view.width) / view.scale,
  (view.oy + view.height) / view.scale,
];

/** How many points may be in view, before filters. */
export const inSight = (crowd: Crowd, view: View): number => crowd.grid.within(...worldBox(view));

export class Dots {
  private readonly canvas = document.createElement("canvas");
  private image: ImageData | null = null;
  private taken = new Uint8Array(0);

  /** Draw the newest dot of each pixel. */
  draw(ctx: CanvasRenderingContext2D, view: View, crowd: Crowd, count: number): void {
    const { width, height, scale, ox, oy } = view;
    if (!this.image || this.image.width !== width || this.image.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.image = new ImageData(width, height);
      this.taken = new Uint8Array(width * height);
    }
    const pixels = new Uint32Array(this.image.data.buffer);
    const { taken } = this;
    pixels.fill(0);
    taken.fill(0);
    const r = count > 200_000 ? 1.5 : count > 50_000 ? 2 : count > 15_000 ? 2.6 : 3.2;
    const reach = Math.ceil(r);
    const offsets: number[] = [];
    const edge: number[] = [];
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const d = Math.hypot(dx, dy);
        if (d > r + 0.3) continue;
        offsets.push(dy * width + dx);
        edge.push(d > r - 0.7 ? 1 : 0);
      }
    }
    const at = Int32Array.from(offsets);
    const rim = Uint8Array.from(edge);
    const fill = Uint32Array.from(crowd.colours, (c) => rgba(c, 1));
    const line = Uint32Array.from(crowd.colours, (c) => rgba(c, 0.62));
    const { x, y, points } = crowd.grid;
    const { visible, kinds } = crowd;
    const [right, bottom] = [width - reach - 1, height - reach - 1];
    const put = (i: number): void => {
      if (!visible[i]) return;
      const px = (x[i] * scale - ox) | 0;
      if (px <= reach || px >= right) return;
      const py = (y[i] * scale - oy) | 0;
      if (py <= reach || py >= bottom) return;
      const p = py * width + px;
      if (taken[p]) return;
      taken[p] = 1;
      const inner = fill[kinds[i]];
      const outer = line[kinds[i]];
      for (let k = 0; k < at.length; k++) {
        const q = p + at[k];
        if (pixels[q] === 0) pixels[q] = rim[k] ? outer : inner;
      }
    };
    if (count < points.length * SHARE) {
      crowd.grid.runs(...worldBox(view), (rows, from, to) => {
        for (let k = to - 1; k >= from; k--) put(rows[k]);
      });
    } else for (let k = points.length - 1; k >= 0; k--) put(points[k]);
    this.canvas.getContext("2d")?.putImageData(this.image, 0, 0);
    ctx.drawImage(this.canvas, 0, 0, width, height);
  }
}

export class Density {
  private sums = new Uint32Array(0);

  /** Draw one circle a square of the view; squares stay where they are when the map moves. */
  draw(ctx: CanvasRenderingContext2D, view: View, crowd: Crowd, count: number): void {
    const { scale, ox, oy } = view;
    const kinds = crowd.colours.length;
    const left = Math.floor(ox / SQUARE);
    const top = Math.floor(oy / SQUARE);
    const across = Math.ceil((ox + view.width) / SQUARE) - left;
    const down = Math.ceil((oy + view.height) / SQUARE) - top;
    const size = across * down * kinds;
    if (this.sums.length < size) this.sums = new Uint32Array(size);
    const sums = this.sums.subarray(0, size).fill(0);
    const { x, y, points } = crowd.grid;
    const { visible, kinds: code } = crowd;
    const by = scale / SQUARE;
    const put = (i: number): void => {
      if (!visible[i]) return;
      const cx = Math.floor(x[i] * by) - left;
      if (cx < 0 || cx >= across) return;
      const cy = Math.floor(y[i] * by) - top;
      if (cy < 0 || cy >= down) return;
      sums[(cy * across + cx) * kinds + code[i]]++;
    };
    if (count < points.length * SHARE) {
      crowd.grid.runs(...worldBox(view), (rows, from, to) => {
        for (let k = from; k < to; k++) put(rows[k]);
      });
    } else for (let k = 0; k < points.length; k++) put(points[k]);
    const cells: [number, number, number, number][] = [];
    let most = 1;
    for (let c = 0; c < across * down; c++) {
      let all = 0;
      let best = 0;
      for (let k = 0; k < kinds; k++) {
        const n = sums[c * kinds + k];
        all += n;
        if (n > sums[c * kinds + best]) best = k;
      }
      if (!all) continue;
      most = Math.max(most, all);
      const px = ((c % across) + left + 0.5) * SQUARE - ox;
      const py = (Math.floor(c / across) + top + 0.5) * SQUARE - oy;
      cells.push([px, py, all, best]);
    }
    const full = Math.log1p(most);
    ctx.globalAlpha = 0.9;
    for (let k = 0; k < kinds; k++) {
      ctx.beginPath();
      for (const [px, py, all, best] of cells) {
        if (best !== k) continue;
        const r = 1 + (SQUARE / 2 - 1.2) * (Math.log1p(all) / full);
        ctx.moveTo(px + r, py);
        ctx.arc(px, py, r, 0, 7);
      }
      ctx.fillStyle = crowd.colours[k];
      ctx.fill();
    }
    ctx.globalAlpha = 1;
  }
}
