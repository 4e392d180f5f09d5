// Events that have no spot: soft discs, areas and lines under the zones, and tags above them that
// say how many events lie somewhere in an area.

import type { Data } from "../data";
import { Mark } from "../data";
import { t } from "../i18n";
import { alpha, colourOf, drawMark, palette } from "../theme";
import { CanvasLayer, type View } from "./canvas";
import { type EventsLayer, size } from "./events";
import { meets, type Rect } from "./room";
import { inView, trace, tracePath } from "./trace";

/** The distance of the small marks that fill an area, in pixels, and how many kinds they show. */
const STIPPLE = 30;
const MOST_TYPES = 3;

/** An area narrower than this has no tag, in pixels: its marks are near enough to one another. */
const TAGGED = 220;
const TAG_HIGH = 20;

function push<K>(map: Map<K, number[]>, key: K, row: number): void {
  const rows = map.get(key);
  if (rows) rows.push(row);
  else map.set(key, [row]);
}

export class DoubtLayer extends CanvasLayer {
  constructor(
    private readonly data: Data,
    private readonly events: EventsLayer,
  ) {
    super("doubt");
  }

  protected override blank(): boolean {
    return this.events.wide.length === 0;
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    const { events } = this.data;
    const shapes = new Map<number, number[]>();
    const discs = new Map<string, number[]>();
    for (const i of this.events.wide) {
      if (!this.events.visible[i]) continue;
      if (events.mark[i] === Mark.Disc)
        push(discs, `${events.x[i]} ${events.y[i]} ${events.reach(i)}`, i);
      else push(shapes, events.shape[i], i);
    }
    for (const rows of discs.values()) this.disc(ctx, view, rows);
    for (const rows of shapes.values()) this.shape(ctx, view, rows);
  }

  private shape(ctx: CanvasRenderingContext2D, view: View, rows: number[]): void {
    const { events, shapes } = this.data;
    const colour = colourOf(this.events.type(rows[0]));
    const shape = shapes[events.shape[rows[0]] - 1];
    if (!inView(view, shape.bounds, 20)) return;
    if (shape.kind === "points") return this.spots(ctx, view, rows[0]);
    trace(ctx, view, shape);
    ctx.lineJoin = "round";
    if (shape.kind === "line") {
      ctx.lineCap = "round";
      ctx.strokeStyle = alpha(colour, 0.22);
      ctx.lineWidth = 13;
    } else {
      const [x0, y0, x1, y1] = shape.bounds;
      // What is wider than the view tells little of it, and must not drown the rest.
      const vast = Math.max(x1 - x0, y1 - y0) * view.scale > Math.max(view.width, view.height);
      if (!vast) {
        ctx.fillStyle = alpha(colour, 0.03);
        ctx.fill("evenodd");
      }
      ctx.save();
      ctx.clip("evenodd");
      this.stipple(ctx, view, rows, shape.bounds, vast ? STIPPLE * 2 : STIPPLE);
      ctx.restore();
      trace(ctx, view, shape);
      ctx.strokeStyle = alpha(colour, 0.07);
      ctx.lineWidth = 8;
    }
    ctx.stroke();
    ctx.strokeStyle = alpha(colour, shape.kind === "line" ? 0.7 : 0.42);
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 4]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.lineCap = "butt";
  }

  /** Several spots of one account: smaller marks on one thread. */
  private spots(ctx: CanvasRenderingContext2D, view: View, row: number): void {
    const { events, shapes } = this.data;
    const type = this.events.type(row);
    const [path] = shapes[events.shape[row] - 1].parts[0];
    ctx.beginPath();
    tracePath(ctx, view, path, false);
    ctx.strokeStyle = alpha(colourOf(type), 0.7);
    ctx.lineWidth = 1.2;
    ctx.setLineDash([2, 4]);
    ctx.stroke();
    ctx.setLineDash([]);
    for (let i = 0; i < path.length; i += 2) {
      const x = path[i] * view.scale - view.ox;
      const y = path[i + 1] * view.scale - view.oy;
      drawMark(ctx, type, x, y, size(view.zoom) * 0.72, palette().halo);
    }
  }

  private disc(ctx: CanvasRenderingContext2D, view: View, rows: number[]): void {
    const { events } = this.data;
    const [row] = rows;
    const colour = colourOf(this.events.type(row));
    const x = events.x[row] * view.scale - view.ox;
    const y = events.y[row] * view.scale - view.oy;
    const q = events.reach(row);
    const r = Math.max(14, q * view.scale);
    if (x + r < 0 || y + r < 0 || x - r > view.width || y - r > view.height) return;
    const fade = ctx.createRadialGradient(x, y, 0, x, y, r);
    fade.addColorStop(0, alpha(colour, 0.12));
    fade.addColorStop(0.7, alpha(colour, 0.08));
    fade.addColorStop(1, alpha(colour, 0));
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 7);
    ctx.fillStyle = fade;
    ctx.fill();
    ctx.save();
    ctx.clip();
    const [ex, ey] = [events.x[row], events.y[row]];
    this.stipple(ctx, view, rows, [ex - q, ey - q, ex + q, ey + q]);
    ctx.restore();
  }

  /** Small marks all over an area: it happened in here, at no spot that is known. */
  private stipple(
    ctx: CanvasRenderingContext2D,
    view: View,
    rows: readonly number[],
    [x0, y0, x1, y1]: readonly number[],
    step = STIPPLE,
  ): void {
    const types = [...new Set(rows.map((row) => this.events.type(row)))].slice(0, MOST_TYPES);
    const left = Math.floor((Math.max(0, x0 * view.scale - view.ox) + view.ox) / step) - 1;
    const right = Math.ceil((Math.min(view.width, x1 * view.scale - view.ox) + view.ox) / step);
    const top = Math.floor((Math.max(0, y0 * view.scale - view.oy) + view.oy) / step) - 1;
    const bottom = Math.ceil((Math.min(view.height, y1 * view.scale - view.oy) + view.oy) / step);
    ctx.globalAlpha = step > STIPPLE ? 0.22 : 0.32;
    for (let b = top; b <= bottom; b++) {
      for (let a = left; a <= right; a++) {
        const type = types[Math.abs(a + b) % types.length];
        const x = (a + (b % 2 ? 0.5 : 0)) * step - view.ox;
        drawMark(ctx, type, x, b * step - view.oy, 2.4, null);
      }
    }
    ctx.globalAlpha = 1;
  }
}

interface Tag {
  box: Rect;
  rows: number[];
  text: string;
}

/** How many events lie somewhere in a large area, on its edge: no spot in it would be true. */
export class TagsLayer extends CanvasLayer {
  private tags: Tag[] = [];
  /** The world pixel of the canvas's corner when the tags were laid. */
  private origin: [number, number] = [0, 0];

  constructor(
    private readonly data: Data,
    private readonly events: EventsLayer,
    /** What a tag keeps clear of. */
    private readonly taken: (view: View) => Rect[],
  ) {
    super("tags");
  }

  protected override cleared(): void {
    this.tags = [];
  }

  get boxes(): Rect[] {
    return this.tags.map((tag) => tag.box);
  }

  /** The events of the tag at a point of the world. */
  at(x: number, y: number, scale: number): number[] {
    const px = x * scale - this.origin[0];
    const py = y * scale - this.origin[1];
    return this.tags.find(({ box }) => meets(box, [px, py, px, py]))?.rows ?? [];
  }

  protected override blank(): boolean {
    return this.events.wide.length === 0;
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    this.tags = [];
    this.origin = [view.ox, view.oy];
    ctx.font = `600 11.5px ${this.family}`;
    ctx.textBaseline = "middle";
    const { events, shapes } = this.data;
    const areas = new Map<number, number[]>();
    for (const i of this.events.wide) {
      if (this.events.visible[i] && events.mark[i] === Mark.Area) push(areas, events.shape[i], i);
    }
    const used = this.taken(view);
    for (const [number, rows] of areas) {
      const { parts, bounds } = shapes[number - 1];
      const wide = Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]) * view.scale;
      if (wide < TAGGED || wide > 4 * view.width || !inView(view, bounds)) continue;
      const text = t("tag_area", { n: rows.length, place: this.place(rows) });
      const tag = this.lay(ctx, view, parts.flat(), rows, text, used);
      if (!tag) continue;
      this.tags.push(tag);
      used.push(tag.box);
    }
    for (const tag of this.tags) this.draw(ctx, tag);
  }

  /** What most of the events call the area. */
  private place(rows: readonly number[]): string {
    const names = new Map<string, number>();
    for (const row of rows) {
      const name = this.data.events.text("place", row);
      names.set(name, (names.get(name) ?? 0) + 1);
    }
    return [...names].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length)[0][0];
  }

  /** Find room for a tag on the edge of an area, the farther up the better. */
  private lay(
    ctx: CanvasRenderingContext2D,
    view: View,
    paths: readonly Float64Array[],
    rows: number[],
    text: string,
    used: readonly Rect[],
  ): Tag | null {
    const half = ctx.measureText(text).width / 2 + 15;
    const size = this.map.getSize();
    const [aside, above] = [(view.width - size.x) / 2, (view.height - size.y) / 2];
    const spots: [number, number][] = [];
    for (const path of paths) {
      const step = 2 * Math.max(1, Math.floor(path.length / 160));
      for (let i = 0; i < path.length; i += step) {
        spots.push([path[i] * view.scale - view.ox, path[i + 1] * view.scale - view.oy]);
      }
    }
    spots.sort((a, b) => a[1] - b[1]);
    for (const [x, y] of spots) {
      const box: Rect = [x - half, y - TAG_HIGH / 2, x + half, y + TAG_HIGH / 2];
      const inside =
        box[0] > aside &&
        box[2] < view.width - aside &&
        box[1] > above &&
        box[3] < view.height - above;
      if (inside && !used.some((one) => meets(one, box))) return { box, rows, text };
    }
    return null;
  }

  private draw(ctx: CanvasRenderingContext2D, { box, rows, text }: Tag): void {
    const colours = palette();
    const rtl = document.documentElement.dir === "rtl";
    const middle = (box[1] + box[3]) / 2;
    ctx.beginPath();
    ctx.roundRect(box[0], box[1], box[2] - box[0], TAG_HIGH, TAG_HIGH / 2);
    ctx.fillStyle = colours.halo;
    ctx.fill();
    ctx.strokeStyle = alpha(colourOf(this.events.type(rows[0])), 0.7);
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 3]);
    ctx.stroke();
    ctx.setLineDash([]);
    const types = new Set(rows.map((row) => this.events.type(row)));
    if (types.size === 1) {
      drawMark(ctx, [...types][0], rtl ? box[2] - 12 : box[0] + 12, middle, 4, null);
    }
    ctx.direction = rtl ? "rtl" : "ltr";
    ctx.textAlign = "center";
    ctx.fillStyle = colours.label;
    const aside = types.size === 1 ? 5 : 0;
    ctx.fillText(text, (box[0] + box[2]) / 2 + (rtl ? -aside : aside), middle + 0.5);
  }
}
