// Zones, posts and highways: what lies under the events and follows the date.

import type { Line, Site, Zone } from "../data";
import { worldLength, worldX, worldY } from "../mercator";
import { palette } from "../theme";
import { CanvasLayer, type View } from "./canvas";
import { contains, gap, inView, trace } from "./trace";

const alpha = (hex: string, a: number): string =>
  `${hex}${Math.round(a * 255)
    .toString(16)
    .padStart(2, "0")}`;

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

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    const { zone: colour } = palette();
    ctx.lineJoin = "round";
    // Several zones over one another stay as light together as one alone.
    const share = 1 / Math.sqrt(Math.max(1, this.shown.length));
    for (const zone of this.shown) {
      const doubt = worldLength(zone.accuracy_m ?? 0, middleLat(zone)) * view.scale;
      if (!inView(view, zone.outline.bounds, doubt)) continue;
      trace(ctx, view, zone.outline);
      ctx.fillStyle = alpha(colour, 0.09 * share);
      ctx.fill("evenodd");
      // The band fades outwards: wide strokes laid over one another.
      for (const width of doubt > 3 ? [1, 0.75, 0.5, 0.25] : []) {
        ctx.lineWidth = 2 * doubt * width;
        ctx.strokeStyle = alpha(colour, 0.045 * share);
        ctx.stroke();
      }
    }
  }

  at(x: number, y: number): Zone[] {
    return this.shown.filter((zone) => contains(zone.outline, x, y));
  }
}

/** The drawn edges, above the events, dashed since none is a surveyed line. */
export class EdgesLayer extends CanvasLayer {
  constructor(private readonly zones: ZonesLayer) {
    super("edges");
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    ctx.lineJoin = "round";
    ctx.setLineDash([7, 5]);
    for (const zone of this.zones.shown) {
      if (!inView(view, zone.outline.bounds, 2)) continue;
      trace(ctx, view, zone.outline);
      ctx.lineWidth = 1.6;
      ctx.strokeStyle = alpha(palette().zone, 0.9);
      ctx.stroke();
    }
    ctx.setLineDash([]);
  }
}

export class LinesLayer extends CanvasLayer {
  /** Where the road signs stand, for names to keep clear of. */
  boxes: [number, number, number, number][] = [];

  constructor(readonly lines: Line[]) {
    super("lines");
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    const colours = palette();
    this.boxes = [];
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
    this.signs(ctx, view);
  }

  /** The road's name on a small sign, where the road crosses the middle of the view. */
  private signs(ctx: CanvasRenderingContext2D, view: View): void {
    const colours = palette();
    ctx.font = `600 10.5px ${getComputedStyle(this.map.getContainer()).fontFamily}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const line of this.lines) {
      let best: [number, number] | null = null;
      let least = Number.POSITIVE_INFINITY;
      for (const path of line.outline.parts.flat()) {
        for (let i = 2; i < path.length; i += 2) {
          // Between two vertices, since those are towns.
          const x = ((path[i - 2] + path[i]) / 2) * view.scale - view.ox;
          const y = ((path[i - 1] + path[i + 1]) / 2) * view.scale - view.oy;
          const off = Math.hypot(x - view.width / 2, y - view.height * 0.62);
          if (off < least) {
            least = off;
            best = [x, y];
          }
        }
      }
      const sign = line.name.match(/\b[A-Z]\d{1,3}\b/)?.[0] ?? "";
      if (!best || !sign) continue;
      const wide = ctx.measureText(sign).width + 9;
      this.boxes.push([best[0] - wide / 2, best[1] - 8, best[0] + wide / 2, best[1] + 8]);
      ctx.beginPath();
      ctx.roundRect(best[0] - wide / 2, best[1] - 8, wide, 16, 3);
      ctx.fillStyle = colours.halo;
      ctx.fill();
      ctx.strokeStyle = colours.roadCase;
      ctx.lineWidth = 1;
      ctx.stroke();
      ctx.fillStyle = colours.label;
      ctx.fillText(sign, best[0], best[1] + 0.5);
    }
  }

  near(x: number, y: number, within: number): Line[] {
    return this.lines.filter((line) => gap(line.outline, x, y) < within);
  }
}

/** Posts: a small flag shape, hollow since the spot is rarely known well. */
export class SitesLayer extends CanvasLayer {
  shown: Site[] = [];

  constructor(readonly sites: Site[]) {
    super("sites");
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

  near(x: number, y: number, within: number): Site[] {
    return this.shown.filter(
      (site) => Math.hypot(worldX(site.lon) - x, worldY(site.lat) - y) < within,
    );
  }
}
