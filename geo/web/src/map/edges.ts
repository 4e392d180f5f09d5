// The edges of the zones, above the events: each zone has its own dashes, since none is a surveyed
// line, and its name runs along it with how far off the line may be.

import type { Zone } from "../data";
import { distance } from "../i18n";
import { alpha, palette } from "../theme";
import { CanvasLayer, type View } from "./canvas";
import type { ZonesLayer } from "./overlays";
import { covered, type Rect } from "./room";
import { inView, trace } from "./trace";

export const DASHES: readonly (readonly number[])[] = [
  [9, 5],
  [2, 3.5],
  [12, 4, 2, 4],
  [5, 2.5],
];

export const dashOf = (number: number): readonly number[] => DASHES[number % DASHES.length];

/** A name strays from its line by no more than this, in pixels. */
const STRAY = 13;
/** Other zones' edges are looked for in squares of this side, in pixels. */
const SQUARE = 12;
const STEP = 7;
/** A name that would cover more than this of the marks is not written, in square pixels. */
const MOST_HIDDEN = 40;
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;
const ASIDE = 9;

interface Line {
  x: number;
  y: number;
  turn: number;
  boxes: Rect[];
}

/** A zone's name without what is said in brackets, and how far off its edge may be. */
export function edgeName({ name, accuracy_m: off }: Zone): string {
  const short = name.replace(/\s*\([^)]*\)\s*$/, "");
  return off ? `${short}  \u2068± ${distance(off)}\u2069` : short;
}

/** Points along an outline, every few pixels. */
function walk(path: Float64Array, view: View): [number, number][] {
  const out: [number, number][] = [];
  let rest = 0;
  for (let i = 2; i < path.length; i += 2) {
    const ax = path[i - 2] * view.scale - view.ox;
    const ay = path[i - 1] * view.scale - view.oy;
    const dx = path[i] * view.scale - view.ox - ax;
    const dy = path[i + 1] * view.scale - view.oy - ay;
    const long = Math.hypot(dx, dy);
    if (long > 20_000) continue;
    let at = rest;
    for (; at < long; at += STEP) out.push([ax + (dx * at) / long, ay + (dy * at) / long]);
    rest = at - long;
  }
  return out;
}

const square = (x: number, y: number): number =>
  Math.floor(x / SQUARE) * 65_536 + Math.floor(y / SQUARE);

/** The squares that a zone's edge runs through. */
function squares(view: View, zone: Zone): Set<number> {
  const out = new Set<number>();
  for (const path of zone.outline.parts.flat()) {
    for (const [x, y] of walk(path, view)) out.add(square(x, y));
  }
  return out;
}

export class EdgesLayer extends CanvasLayer {
  /** What the names cover, for other names to keep clear of. */
  boxes: Rect[] = [];

  constructor(
    private readonly zones: ZonesLayer,
    /** What names along an edge keep clear of. */
    private readonly taken: (view: View) => Rect[],
  ) {
    super("edges");
  }

  protected override blank(): boolean {
    return this.zones.shown.length === 0;
  }

  protected override cleared(): void {
    this.boxes = [];
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    const colour = palette().zone;
    this.boxes = [];
    ctx.lineJoin = "round";
    for (const zone of this.zones.shown) {
      if (!inView(view, zone.outline.bounds, 2)) continue;
      trace(ctx, view, zone.outline);
      ctx.setLineDash([...dashOf(this.zones.zones.indexOf(zone))]);
      ctx.lineWidth = 1.6;
      ctx.strokeStyle = alpha(colour, 0.9);
      ctx.stroke();
    }
    ctx.setLineDash([]);
    const taken = this.taken(view);
    const edges = this.zones.shown.map((zone) => squares(view, zone));
    ctx.font = `600 11px ${this.family}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const [i, zone] of this.zones.shown.entries()) {
      if (!inView(view, zone.outline.bounds, 2)) continue;
      const text = edgeName(zone);
      const wide = ctx.measureText(text).width;
      const others = edges.filter((_, k) => k !== i);
      const spot = this.find(view, zone, wide, [...taken, ...this.boxes], others);
      if (!spot) continue;
      this.boxes.push(...spot.boxes);
      ctx.save();
      ctx.translate(spot.x, spot.y);
      ctx.rotate(spot.turn);
      ctx.direction = RIGHT_TO_LEFT.test(zone.name) ? "rtl" : "ltr";
      ctx.lineWidth = 3.5;
      ctx.strokeStyle = alpha(palette().halo, 0.85);
      ctx.strokeText(text, 0, 0);
      ctx.fillStyle = palette().zoneName;
      ctx.fillText(text, 0, 0);
      ctx.restore();
    }
  }

  /** The straightest and emptiest stretch of a zone's edge in view that holds a name. */
  private find(
    view: View,
    zone: Zone,
    wide: number,
    taken: readonly Rect[],
    others: readonly Set<number>[],
  ): Line | null {
    const steps = Math.ceil((wide + 16) / STEP);
    const size = this.map.getSize();
    const inset = [(view.width - size.x) / 2 + 8, (view.height - size.y) / 2 + 8];
    let best: Line | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const path of zone.outline.parts.flat()) {
      const points = walk(path, view);
      for (let a = 0; a + steps < points.length; a += 2) {
        const [x0, y0] = points[a];
        const [x1, y1] = points[a + steps];
        const long = Math.hypot(x1 - x0, y1 - y0);
        if (long < wide) continue;
        const inside = [x0, x1].every((x) => x > inset[0] && x < view.width - inset[0]);
        if (!inside || [y0, y1].some((y) => y < inset[1] || y > view.height - inset[1])) continue;
        let off = 0;
        for (let k = a; k <= a + steps; k += 2) {
          const [x, y] = points[k];
          off = Math.max(off, Math.abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / long);
        }
        if (off > STRAY) continue;
        let turn = Math.atan2(y1 - y0, x1 - x0);
        if (turn > Math.PI / 2) turn -= Math.PI;
        else if (turn <= -Math.PI / 2) turn += Math.PI;
        for (const side of [-1, 1]) {
          const away = side * (ASIDE + off / 2);
          const x = (x0 + x1) / 2 - Math.sin(turn) * away;
          const y = (y0 + y1) / 2 + Math.cos(turn) * away;
          const boxes = boxesAlong(x, y, turn, wide);
          const hidden = boxes.reduce((sum, box) => sum + covered(box, taken), 0);
          const strange = boxes.filter(([x0, y0]) =>
            others.some((edge) => edge.has(square(x0 + 7, y0 + 7))),
          );
          if (hidden > MOST_HIDDEN) continue;
          const cost = off * 4 + hidden * 3 + Math.abs(turn) * 14 + strange.length * 25;
          if (cost < least) {
            least = cost;
            best = { x, y, turn, boxes };
          }
        }
      }
    }
    return best;
  }
}

/** Squares along a slanting line of text. */
function boxesAlong(x: number, y: number, turn: number, wide: number): Rect[] {
  const many = Math.max(2, Math.ceil(wide / 14));
  return Array.from({ length: many }, (_, i) => {
    const at = (i / (many - 1) - 0.5) * wide;
    const [cx, cy] = [x + Math.cos(turn) * at, y + Math.sin(turn) * at];
    return [cx - 7, cy - 7, cx + 7, cy + 7];
  });
}
