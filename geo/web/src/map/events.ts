// The events on the map, each as its source supports it: a dot with the ring of its doubt, a soft
// disc or area without a dot, a line. Dots that would cover one another become one with a number.

import type { Data } from "../data";
import { Mark } from "../data";
import { alpha, colourOf, drawMark, palette } from "../theme";
import { CanvasLayer, type View } from "./canvas";
import { type Crowd, Density, Dots, inSight } from "./crowd";
import { Grid } from "./grid";
import { contains, gap, nearest } from "./trace";

/** Dots nearer than this are drawn as one, in pixels. */
const CELL = 15;
const REACH = 12;

interface Group {
  x: number;
  y: number;
  rows: number[];
}

/** The radius of a dot by zoom, in pixels. */
export const size = (zoom: number): number => Math.max(4.2, Math.min(7.5, 2.6 + zoom * 0.42));

/** From how many dots in view on they are drawn small, and from how many on as a density. */
const MANY = 1500;
const CROWDED = 25_000;

/** The side of a mark's picture in pixels, and how many marks names keep clear of. */
const SPRITE = 28;
const MOST_BOXES = 500;

export class EventsLayer extends CanvasLayer {
  /** Which rows pass the filters. */
  visible: Uint8Array;
  groups: Group[] = [];
  /** Whether circles may stand for many events where dots would run together. */
  mayCrowd = true;
  /** How the dots were last drawn. */
  mode: "marks" | "dots" | "density" = "marks";
  /** The rows that are no dots. */
  readonly wide: Uint32Array;
  private readonly types: string[];
  private readonly kinds: Uint8Array | Uint16Array | Uint32Array;
  private readonly grid: Grid;
  private readonly sprites = new Map<string, HTMLCanvasElement>();
  private readonly dots = new Dots();
  private readonly density = new Density();

  constructor(private readonly data: Data) {
    super("events");
    const { events } = data;
    this.visible = new Uint8Array(events.count).fill(1);
    this.types = events.table.dictionary("event_type").map((word) => word ?? "");
    this.kinds = events.table.codes("event_type");
    const points = new Uint32Array(events.count);
    const wide: number[] = [];
    let n = 0;
    for (let i = 0; i < events.count; i++) {
      if (events.mark[i] === Mark.Point) points[n++] = i;
      else if (events.mark[i] !== Mark.None) wide.push(i);
    }
    this.grid = new Grid(events.x, events.y, points.subarray(0, n));
    this.wide = Uint32Array.from(wide);
  }

  type(row: number): string {
    return this.types[this.kinds[row]] ?? "";
  }

  private get crowd(): Crowd {
    const { grid, visible, kinds } = this;
    return { grid, visible, kinds, colours: this.types.map(colourOf) };
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    const { crowd } = this;
    const sight = inSight(crowd, view);
    const shown = sight < MANY ? sight : this.count(crowd, view, sight);
    this.mode = shown < MANY ? "marks" : shown < CROWDED || !this.mayCrowd ? "dots" : "density";
    this.groups = [];
    if (this.mode === "dots") return this.dots.draw(ctx, view, crowd, sight);
    if (this.mode === "density") return this.density.draw(ctx, view, crowd, sight);
    this.groups = this.group(view, crowd);
    for (const group of this.groups) this.ring(ctx, view, group.rows[0]);
    ctx.font = `700 10px ${getComputedStyle(this.map.getContainer()).fontFamily}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const group of this.groups) this.dot(ctx, view, group);
  }

  /** How many of the points in sight pass the filters, told from a sample. */
  private count({ grid, visible }: Crowd, view: View, sight: number): number {
    const { ox, oy, width, height, scale } = view;
    const step = Math.max(1, Math.floor(sight / 4096));
    let [seen, on] = [0, 0];
    grid.runs(
      ox / scale,
      oy / scale,
      (ox + width) / scale,
      (oy + height) / scale,
      (rows, from, to) => {
        for (let k = from; k < to; k += step) {
          seen++;
          on += visible[rows[k]];
        }
      },
    );
    return (sight * on) / Math.max(1, seen);
  }

  /** The dots in view, those that would cover one another together at the place of the first. */
  private group(view: View, { grid }: Crowd): Group[] {
    const { events } = this.data;
    const cells = new Map<number, Group>();
    const { ox, oy, width, height, scale } = view;
    const found: number[] = [];
    grid.runs(
      (ox - 20) / scale,
      (oy - 20) / scale,
      (ox + width + 20) / scale,
      (oy + height + 20) / scale,
      (rows, from, to) => {
        for (let k = from; k < to; k++) if (this.visible[rows[k]]) found.push(rows[k]);
      },
    );
    for (const i of found.sort((a, b) => b - a)) {
      const x = events.x[i] * view.scale - view.ox;
      const y = events.y[i] * view.scale - view.oy;
      if (x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
      const cx = Math.floor((x + view.ox) / CELL);
      const cy = Math.floor((y + view.oy) / CELL);
      let found: Group | undefined;
      for (let a = cx - 1; a <= cx + 1 && !found; a++) {
        for (let b = cy - 1; b <= cy + 1 && !found; b++) {
          const near = cells.get(a * 4_194_301 + b);
          if (near && Math.hypot(near.x - x, near.y - y) < CELL) found = near;
        }
      }
      if (found) found.rows.push(i);
      else cells.set(cx * 4_194_301 + cy, { x, y, rows: [i] });
    }
    return [...cells.values()];
  }

  private ring(ctx: CanvasRenderingContext2D, view: View, row: number): void {
    const { events } = this.data;
    const r = events.reach(row) * view.scale;
    if (r < size(view.zoom) + 4) return;
    const colour = colourOf(this.type(row));
    const x = events.x[row] * view.scale - view.ox;
    const y = events.y[row] * view.scale - view.oy;
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 7);
    ctx.fillStyle = alpha(colour, 0.06);
    ctx.fill();
    ctx.strokeStyle = alpha(colour, 0.5);
    ctx.lineWidth = 1.1;
    ctx.stroke();
  }

  private dot(ctx: CanvasRenderingContext2D, view: View, group: Group): void {
    const colours = palette();
    const r = size(view.zoom);
    const type = this.type(group.rows[0]);
    const sprite = this.sprite(type, r);
    const half = SPRITE / 2;
    ctx.drawImage(sprite, group.x - half, group.y - half, SPRITE, SPRITE);
    if (group.rows.length < 2) return;
    const text = String(group.rows.length);
    const wide = Math.max(14, ctx.measureText(text).width + 7);
    const x = group.x + r + wide / 2 - 4;
    const y = group.y - r - 1;
    ctx.beginPath();
    ctx.roundRect(x - wide / 2, y - 7, wide, 14, 7);
    ctx.fillStyle = colours.ink;
    ctx.fill();
    ctx.strokeStyle = colours.halo;
    ctx.lineWidth = 1.5;
    ctx.stroke();
    ctx.fillStyle = colours.halo;
    ctx.fillText(text, x, y + 0.5);
  }

  /** A mark drawn once and copied from then on. */
  private sprite(type: string, r: number): HTMLCanvasElement {
    const { halo } = palette();
    const density = Math.min(2, window.devicePixelRatio || 1);
    const key = `${type} ${r} ${halo} ${density}`;
    let made = this.sprites.get(key);
    if (!made) {
      made = document.createElement("canvas");
      made.width = SPRITE * density;
      made.height = SPRITE * density;
      const ctx = made.getContext("2d");
      ctx?.scale(density, density);
      if (ctx) drawMark(ctx, type, SPRITE / 2, SPRITE / 2, r, halo);
      this.sprites.set(key, made);
    }
    return made;
  }

  /** The boxes of the dots, for names to keep clear of; where there are very many, none. */
  boxes(view: View): [number, number, number, number][] {
    const r = size(view.zoom) + 2;
    if (this.groups.length > MOST_BOXES) return [];
    return this.groups.map((g) => {
      const badge = g.rows.length > 1 ? 13 : 0;
      return [g.x - r, g.y - r - badge / 2, g.x + r + badge, g.y + r];
    });
  }

  /** The events at a point of the world: dots first, then what is wide and holds the point. */
  pick(x: number, y: number, scale: number): number[] {
    const { events, shapes } = this.data;
    const { visible } = this;
    const dots: [number, number][] = [];
    const wide: number[] = [];
    const reach = (this.mode === "density" ? 8 : this.mode === "dots" ? 6 : REACH) / scale;
    this.crowd.grid.runs(x - reach, y - reach, x + reach, y + reach, (rows, from, to) => {
      for (let k = from; k < to; k++) {
        const i = rows[k];
        const away = Math.hypot(events.x[i] - x, events.y[i] - y);
        if (visible[i] && away < reach) dots.push([away, i]);
      }
    });
    for (const i of this.wide) {
      if (!visible[i]) continue;
      const shape = shapes[events.shape[i] - 1];
      if (!shape) {
        const away = Math.hypot(events.x[i] - x, events.y[i] - y);
        if (away < Math.max(events.reach(i), REACH / scale)) wide.push(i);
      } else if (shape.kind === "points") {
        const to = nearest(shape, x, y);
        if (to * scale < REACH) dots.push([to, i]);
      } else if (shape.kind === "area" ? contains(shape, x, y) : gap(shape, x, y) * scale < REACH) {
        wide.push(i);
      }
    }
    dots.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return [...dots.map((d) => d[1]), ...wide.reverse()];
  }
}
