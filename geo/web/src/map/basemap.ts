// The embedded basemap: coast, waters, borders and names that don't collide.

import type { Basemap, Box } from "../data";
import { current } from "../i18n";
import { worldX, worldY } from "../mercator";
import { type Palette, palette } from "../theme";
import { CanvasLayer, type View } from "./canvas";
import { tracePath } from "./trace";

interface Part {
  paths: Float64Array[];
  bounds: [number, number, number, number];
}

interface Ground {
  name: string;
  closed: boolean;
  parts: Part[];
}

interface Name {
  x: number;
  y: number;
  text: string;
  names: Record<string, string>;
  zoom: number;
  rank: number;
}

/** Ranks of names in the slice; smaller places have 0. */
const COUNTRY = 3;
const DIVISION = 2;
const CITY = 1;

function read(base: Basemap): { ground: Ground[]; names: Name[] } {
  const [west, south] = base.origin;
  const arcs = base.arcs.map((flat) => {
    const out = new Float64Array(flat.length);
    let x = 0;
    let y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      out[i] = worldX(west + x * base.scale);
      out[i + 1] = worldY(south + y * base.scale);
    }
    return out;
  });
  const join = (ring: number[]): Float64Array => {
    const points: number[] = [];
    for (const arc of ring) {
      const path = arcs[arc < 0 ? ~arc : arc];
      const n = path.length / 2;
      for (let k = points.length ? 1 : 0; k < n; k++) {
        const at = 2 * (arc < 0 ? n - 1 - k : k);
        points.push(path[at], path[at + 1]);
      }
    }
    return Float64Array.from(points);
  };
  const ground = base.layers.map((layer) => ({
    name: layer.name,
    closed: layer.kind === "polygon",
    parts: layer.items.map((rings): Part => {
      const paths = rings.map(join);
      const bounds: Part["bounds"] = [9, 9, -9, -9];
      for (const path of paths) {
        for (let i = 0; i < path.length; i += 2) {
          bounds[0] = Math.min(bounds[0], path[i]);
          bounds[1] = Math.min(bounds[1], path[i + 1]);
          bounds[2] = Math.max(bounds[2], path[i]);
          bounds[3] = Math.max(bounds[3], path[i + 1]);
        }
      }
      return { paths, bounds };
    }),
  }));
  const names = base.labels.map(([lon, lat, text, zoom, rank, other]) => ({
    x: worldX(lon),
    y: worldY(lat),
    text,
    names: other ?? {},
    zoom,
    rank,
  }));
  return { ground, names };
}

const DASHES: Record<string, number[]> = {
  countries: [7, 3, 1.5, 3],
  disputed: [3, 4],
};
const STROKES: Record<string, [keyof Palette, number]> = {
  coast: ["coast", 0.9],
  lakes: ["coast", 0.8],
  rivers: ["river", 1.2],
  admin1: ["admin", 1],
  countries: ["border", 1.3],
  disputed: ["border", 1.1],
};

export class BasemapLayer extends CanvasLayer {
  private readonly ground: Ground[];
  readonly names: Name[];
  /** Governorate borders can be switched off. */
  showAdmin = true;

  constructor(
    base: Basemap,
    private readonly box: Box,
  ) {
    super("ground");
    const { ground, names } = read(base);
    this.ground = ground;
    this.names = names;
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    const colours = palette();
    const { scale, ox, oy } = view;
    const [west, south, east, north] = this.box;
    const x0 = worldX(west) * scale - ox;
    const y0 = worldY(north) * scale - oy;
    ctx.fillStyle = colours.beyond;
    ctx.fillRect(0, 0, view.width, view.height);
    ctx.save();
    ctx.beginPath();
    ctx.rect(x0, y0, worldX(east) * scale - ox - x0, worldY(south) * scale - oy - y0);
    ctx.clip();
    ctx.fillStyle = colours.sea;
    ctx.fillRect(0, 0, view.width, view.height);
    ctx.lineJoin = "round";
    for (const layer of this.ground) {
      const admin = layer.name === "admin1";
      if (admin && !this.showAdmin) continue;
      ctx.beginPath();
      for (const part of layer.parts) {
        const [a, b, c, d] = part.bounds;
        if (c * scale < ox || d * scale < oy) continue;
        if (a * scale > ox + view.width || b * scale > oy + view.height) continue;
        for (const path of part.paths) tracePath(ctx, view, path, layer.closed);
      }
      ctx.setLineDash(DASHES[layer.name] ?? []);
      if (layer.closed) {
        ctx.fillStyle = layer.name === "land" ? colours.land : colours.lake;
        ctx.fill("evenodd");
        if (layer.name === "land") continue;
      }
      const [colour, width] = STROKES[layer.name] ?? STROKES.countries;
      ctx.strokeStyle = colours[colour];
      ctx.lineWidth = width;
      ctx.stroke();
    }
    ctx.restore();
  }
}

type Rect = [number, number, number, number];

/** The names, above zones and events, in the reader's language; `taken` is kept free of them. */
export class NamesLayer extends CanvasLayer {
  taken: (view: View) => Rect[] = () => [];
  /** Measuring text is half the work; a name is always written in the same font. */
  private readonly widths = new Map<string, number>();

  constructor(private readonly base: BasemapLayer) {
    super("names");
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    const colours = palette();
    const own = this.taken(view);
    const used = [...own];
    const language = current();
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.direction = language === "ar" ? "rtl" : "ltr";
    const family = getComputedStyle(this.map.getContainer()).fontFamily;
    for (const name of this.base.names) {
      if (view.zoom + 0.25 < name.zoom) continue;
      const x = name.x * view.scale - view.ox;
      const y = name.y * view.scale - view.oy;
      if (x < -80 || y < -20 || x > view.width + 80 || y > view.height + 20) continue;
      const title = name.names[language] ?? name.text;
      const area = name.rank >= DIVISION;
      const big = name.rank === CITY;
      const text = area && language === "en" ? title.toUpperCase() : title;
      const size = name.rank >= COUNTRY ? 13 : area ? 10.5 : big ? 12.5 : 11.5;
      ctx.font = `${area ? 500 : big ? 600 : 400} ${size}px ${family}`;
      ctx.letterSpacing = area && language === "en" ? "0.12em" : "0px";
      let wide = this.widths.get(text);
      if (wide === undefined) {
        wide = ctx.measureText(text).width;
        this.widths.set(text, wide);
      }
      const side = area ? wide / 2 : wide + 6;
      const spots: Rect[] = area
        ? [[x - side, y - 8, x + side, y + 8]]
        : [
            [x + 2, y - 8, x + side + 3, y + 8],
            [x - side - 3, y - 8, x - 2, y + 8],
            [x - wide / 2 - 2, y - 22, x + wide / 2 + 2, y - 7],
            [x - wide / 2 - 2, y + 7, x + wide / 2 + 2, y + 22],
            [x + 10, y - 8, x + side + 13, y + 8],
            [x - side - 13, y - 8, x - 10, y + 8],
          ];
      const free = spots.findIndex(
        (s) => !used.some((u) => u[0] < s[2] && u[2] > s[0] && u[1] < s[3] && u[3] > s[1]),
      );
      if (free < 0) continue;
      const spot = spots[free];
      used.push(spot);
      ctx.strokeStyle = colours.halo;
      ctx.lineWidth = 3.2;
      ctx.fillStyle = area ? colours.labelCountry : colours.label;
      const covered = own.some((u) => x > u[0] && x < u[2] && y > u[1] && y < u[3]);
      if (!area && !covered) {
        ctx.beginPath();
        ctx.arc(x, y, big ? 2.1 : 1.5, 0, 7);
        ctx.fill();
      }
      const middle = area || free === 2 || free === 3;
      const right = free % 2 === 0;
      ctx.textAlign = middle ? "center" : right ? "left" : "right";
      const at = middle ? x : right ? spot[0] + 4 : spot[2] - 4;
      const row = middle && !area ? (spot[1] + spot[3]) / 2 : y;
      ctx.strokeText(text, at, row);
      ctx.fillText(text, at, row);
    }
    ctx.letterSpacing = "0px";
  }
}
