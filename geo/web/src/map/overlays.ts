// Zones, posts and highways: what lies under the events and follows the date.

import type { Line, Site, Zone } from "../data";
import { worldLength, worldX, worldY } from "../mercator";
import { alpha, palette } from "../theme";
import { CanvasLayer, type View } from "./canvas";
import { meets, type Rect } from "./room";
import { contains, gap, inView, trace } from "./trace";

/** Whether something valid from `start` up to and not on `end` is in force in a range of days. */
export const inForce = (
  { start, end }: { start: number | null; end: number | null },
  [first, last]: readonly [number, number],
): boolean => (start === null || start <= last) && (end === null || end > first);

const middleLat = (zone: Zone): number => {
  const y = (zone.outline.bounds[1] + zone.outline.bounds[3]) / 2;
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
};

/** The zones in force, each with a band as wide as the doubt of its edge. */
export class ZonesLayer extends CanvasLayer {
  shown: Zone[] = [];

  constructor(readonly zones: Zone[]) {
    super("zones");
  }

  protected override blank(): boolean {
    return this.shown.length === 0;
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    const { zone: colour } = palette();
    ctx.lineJoin = "round";
    // Several zones over one another stay as light together as one alone.
    const share = 1 / Math.sqrt(Math.max(1, this.shown.length));
    for (const zone of this.shown) {
      const doubt = worldLength(zone.accuracy_m ?? 0, middleLat(zone)) * view.scale;
      if (!inView(view, zone.outline.bounds, doubt)) continue;
      trace(ctx, view, zone.outline);
      ctx.fillStyle = alpha(colour, 0.07 * share);
      ctx.fill("evenodd");
      // The band fades outwards: wide strokes laid over one another.
      for (const width of doubt > 3 ? [1, 0.75, 0.5, 0.25] : []) {
        ctx.lineWidth = 2 * doubt * width;
        ctx.strokeStyle = alpha(colour, 0.035 * share);
        ctx.stroke();
      }
    }
  }

  at(x: number, y: number): Zone[] {
    return this.shown.filter((zone) => contains(zone.outline, x, y));
  }
}

export class LinesLayer extends CanvasLayer {
  constructor(readonly lines: Line[]) {
    super("lines");
  }

  protected override blank(): boolean {
    return this.lines.length === 0;
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    const colours = palette();
    ctx.lineJoin = "round";
    ctx.lineCap = "round";
    for (const [colour, width] of [
      [colours.roadCase, 4.2],
      [colours.road, 2.6],
    ] as const) {
      for (const line of this.lines) {
        if (!inView(view, line.outline.bounds, 4)) continue;
        trace(ctx, view, line.outline);
        ctx.strokeStyle = colour;
        ctx.lineWidth = width;
        ctx.stroke();
      }
    }
  }

  near(x: number, y: number, within: number): Line[] {
    return this.lines.filter((line) => gap(line.outline, x, y) < within);
  }
}

/** The names of roads on small signs, each where the road has room near the middle of the view. */
export class SignsLayer extends CanvasLayer {
  boxes: Rect[] = [];

  constructor(
    private readonly lines: readonly Line[],
    private readonly taken: (view: View) => Rect[],
  ) {
    super("signs");
  }

  protected override blank(): boolean {
    return this.lines.length === 0;
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    const colours = palette();
    this.boxes = [];
    ctx.font = `600 10.5px ${this.family}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const taken = this.taken(view);
    for (const line of this.lines) {
      const sign = line.name.match(/\b[A-Z]{1,2}\d{1,3}\b/)?.[0] ?? "";
      if (!sign) continue;
      const half = ctx.measureText(sign).width / 2 + 4.5;
      const box = this.find(view, line, half, [...taken, ...this.boxes]);
      if (!box) continue;
      this.boxes.push(box);
      ctx.beginPath();
      ctx.roundRect(box[0], box[1], 2 * half, 16, 3);
      ctx.fillStyle = colours.halo;
      ctx.fill();
      ctx.strokeStyle = colours.roadCase;
      ctx.lineWidth = 1;
      ctx.stroke();
      ctx.fillStyle = colours.label;
      ctx.fillText(sign, box[0] + half, box[1] + 8.5);
    }
  }

  private find(view: View, line: Line, half: number, taken: readonly Rect[]): Rect | null {
    let best: Rect | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const path of line.outline.parts.flat()) {
      for (let i = 2; i < path.length; i += 2) {
        // Between two vertices, since those are towns.
        for (const part of [0.5, 0.3, 0.7]) {
          const x = (path[i - 2] + (path[i] - path[i - 2]) * part) * view.scale - view.ox;
          const y = (path[i - 1] + (path[i + 1] - path[i - 1]) * part) * view.scale - view.oy;
          if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
          const box: Rect = [x - half, y - 8, x + half, y + 8];
          const off = Math.hypot(x - view.width / 2, y - view.height / 2);
          const cost = off + (taken.some((one) => meets(one, box)) ? 10_000 : 0);
          if (cost < least) {
            least = cost;
            best = box;
          }
        }
      }
    }
    return least < 10_000 ? best : null;
  }
}

/** Posts: a small flag shape, hollow since the spot is rarely known well. */
export class SitesLayer extends CanvasLayer {
  shown: Site[] = [];

  constructor(readonly sites: Site[]) {
    super("sites");
  }

  protected override blank(): boolean {
    return this.shown.length === 0;
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    const colours = palette();
    const r = view.zoom < 8 ? 3.2 : 4.4;
    for (const site of this.shown) {
      const x = worldX(site.lon) * view.scale - view.ox;
      const y = worldY(site.lat) * view.scale - view.oy;
      if (x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
      const doubt = worldLength(site.radius_m ?? 0, site.lat) * view.scale;
      if (doubt > 14) {
        ctx.beginPath();
        ctx.arc(x, y, doubt, 0, 7);
        ctx.setLineDash([2, 4]);
        ctx.strokeStyle = alpha(colours.site, 0.35);
        ctx.lineWidth = 1;
        ctx.stroke();
        ctx.setLineDash([]);
      }
      ctx.beginPath();
      ctx.moveTo(x, y - r * 1.25);
      ctx.lineTo(x + r * 1.15, y + r * 0.85);
      ctx.lineTo(x - r * 1.15, y + r * 0.85);
      ctx.closePath();
      ctx.lineJoin = "round";
      ctx.fillStyle = colours.halo;
      ctx.fill();
      ctx.strokeStyle = colours.site;
      ctx.lineWidth = 1.4;
      ctx.stroke();
    }
  }

  /** What the posts cover, for names to keep clear of. */
  boxes(view: View): Rect[] {
    return this.shown.map((site) => {
      const x = worldX(site.lon) * view.scale - view.ox;
      const y = worldY(site.lat) * view.scale - view.oy;
      return [x - 7, y - 7, x + 7, y + 6];
    });
  }

  near(x: number, y: number, within: number): Site[] {
    return this.shown.filter(
      (site) => Math.hypot(worldX(site.lon) - x, worldY(site.lat) - y) < within,
    );
  }
}
