// What a page carries, named. The blocks are made by geo/webmap/content.py.

import { Block, decodeTexts, fromBase64, inflate, type Numbers, type Table } from "./codec";
import { worldLength, worldX, worldY } from "./mercator";
import type { Step } from "./ui/story";

export type Box = [west: number, south: number, east: number, north: number];

export interface Withheld {
  /** The last day of which anything is told. */
  until: number | null;
  leave_out: string[];
  coarsen: string[];
  km: number | null;
}

export interface PageInfo {
  title: string;
  description: string;
  slug: string;
  start: number | null;
  end: number | null;
  box: Box;
  /** How far the basemap reaches. */
  base_box: Box;
  layers: string[];
  languages: string[];
  report_errors_to: string;
  counts: Record<string, number>;
  /** The last day on which a source was published. */
  latest: number | null;
  story: Step[];
  /** Who must be named, beside the basemap's sources. */
  credits: string[];
  /** What a profile withholds; null shows all. */
  withheld: Withheld | null;
  tiles: { url: string; attribution: string; max_zoom: number } | null;
}

/** Rings or lines as fractions of the world. */
export interface Outline {
  kind: "area" | "line" | "points";
  /** Areas are lists of rings, others have one list each; a path is x, y, x, y, ... */
  parts: Float64Array[][];
  /** West, north, east, south as fractions of the world. */
  bounds: [number, number, number, number];
}

interface Dated {
  start: number | null;
  end: number | null;
}

export interface Zone extends Dated {
  id: string;
  name: string;
  legal: string;
  method: string;
  accuracy: string;
  accuracy_m: number | null;
  source: string;
  outline: Outline;
}

export interface Site extends Dated {
  id: string;
  name: string;
  kind: string;
  lon: number;
  lat: number;
  radius_m: number | null;
  status: string;
  accuracy: string;
  source: string;
}

export interface Line {
  id: string;
  name: string;
  kind: string;
  accuracy: string;
  source: string;
  outline: Outline;
}

export interface Basemap {
  scale: number;
  origin: [number, number];
  arcs: number[][];
  layers: { name: string; kind: "polygon" | "line"; items: number[][][] }[];
  labels: [number, number, string, number, number, Record<string, string>?][];
  attribution: string[];
}

export interface Claim {
  report: string;
  source: string;
  url: string;
  claimant: string;
  side: string;
  quantity: string;
  comparator: string;
  victims: string;
  published: number;
  low: number;
  high: number;
  /** The number of the sentence among the texts. */
  text: number;
  quote: () => Promise<string>;
}

type PackedShape = ["area", number[][][]] | ["line" | "points", number[][]];

/** Steps of the outlines in degrees: SHAPE_DIGITS in shapes.py. */
const SHAPE_STEP = 1e-4;

function path(flat: number[]): Float64Array {
  const out = new Float64Array(flat.length);
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < flat.length; i += 2) {
    lon += flat[i];
    lat += flat[i + 1];
    out[i] = worldX(lon * SHAPE_STEP);
    out[i + 1] = worldY(lat * SHAPE_STEP);
  }
  return out;
}

function outline([kind, raw]: PackedShape): Outline {
  const parts =
    kind === "area" ? raw.map((rings) => rings.map(path)) : raw.map((line) => [path(line)]);
  const bounds: Outline["bounds"] = [9, 9, -9, -9];
  for (const ring of parts.flat()) {
    for (let i = 0; i < ring.length; i += 2) {
      bounds[0] = Math.min(bounds[0], ring[i]);
      bounds[1] = Math.min(bounds[1], ring[i + 1]);
      bounds[2] = Math.max(bounds[2], ring[i]);
      bounds[3] = Math.max(bounds[3], ring[i + 1]);
    }
  }
  return { kind, parts, bounds };
}

async function block(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const held = document.getElementById(`sitmap-${name}`);
  if (!(held instanceof HTMLTemplateElement)) throw new Error(`the page lacks its block ${name}`);
  return inflate(fromBase64(held.content.textContent ?? ""));
}

const json = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

/** The texts of a page: inflated a block at a time, and made into text when they are read. */
export class Texts {
  static readonly PER_BLOCK = 4096; // TEXTS_A_BLOCK in texts.py
  private found: Promise<string[]> | null = null;
  private readonly inflated = new Map<number, Promise<Uint8Array>>();
  /** The block that was read last, as text. */
  private last: { number: number; texts: Promise<string[]> } | null = null;

  /** The vocabulary, the most frequent word first, each with the blank behind it. */
  words(): Promise<string[]> {
    this.found ??= block("words").then((bytes) => json(bytes) as string[]);
    return this.found;
  }

  /** The tokens of a block of texts, as `eachToken` reads them. */
  tokens(number: number): Promise<Uint8Array> {
    let bytes = this.inflated.get(number);
    if (!bytes) {
      bytes = block(`text-${number}`);
      this.inflated.set(number, bytes);
    }
    return bytes;
  }

  /** The texts of a block, all of them made into text. */
  block(number: number): Promise<string[]> {
    if (this.last?.number !== number) {
      const texts = Promise.all([this.tokens(number), this.words()]).then(([bytes, words]) =>
        decodeTexts(bytes, words),
      );
      this.last = { number, texts };
    }
    return this.last.texts;
  }

  async at(index: number): Promise<string> {
    const number = Math.floor(index / Texts.PER_BLOCK);
    return (await this.block(number))[index - number * Texts.PER_BLOCK] ?? "";
  }

  /** Make many texts ready at once, to be read without waiting. */
  async ready(indexes: Iterable<number>): Promise<(index: number) => string> {
    const per = Texts.PER_BLOCK;
    const blocks = new Map<number, string[]>();
    for (const index of indexes) blocks.set(Math.floor(index / per), []);
    for (const number of blocks.keys()) blocks.set(number, await this.block(number));
    return (index) => blocks.get(Math.floor(index / per))?.[index % per] ?? "";
  }
}

/** How an event stands on the ground. */
export enum Mark {
  None, // no place
  Point, // a spot, with a radius
  Disc, // somewhere in a wide disc
  Area,
  Line,
  /** Several spots that one account names together. */
  Points,
}

/** A disc wider than this, or one that stands for a region, has no dot in its middle. */
const WIDEST_DOT_M = 15_000;

function lastDays(first: Numbers, table: Table): Float64Array {
  const span = table.numbers("span");
  return Float64Array.from(first, (day, i) => day + span[i]);
}

/** The events in columns, sorted by first possible day. */
export class Events {
  readonly count: number;
  /** First and last possible day since 1970-01-01; NaN when open. */
  readonly first: Numbers;
  readonly last: Numbers;
  readonly lon: Numbers;
  readonly lat: Numbers;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly mark: Uint8Array;
  readonly shape: Numbers;
  readonly radius: Numbers;
  readonly low: Numbers;
  readonly best: Numbers;
  readonly high: Numbers;

  constructor(readonly table: Table) {
    const n = table.rows;
    this.count = n;
    this.first = table.numbers("day");
    this.last = table.constant("span") === 0 ? this.first : lastDays(this.first, table);
    this.lon = table.numbers("lon");
    this.lat = table.numbers("lat");
    this.radius = table.numbers("radius_m");
    this.shape = table.numbers("shape");
    this.low = table.numbers("fatalities_low");
    this.best = table.numbers("fatalities_best");
    this.high = table.numbers("fatalities_high");
    const precision = table.numbers("geo_precision");
    const { lon, lat, radius, shape } = this;
    const x = new Float64Array(n);
    const y = new Float64Array(n);
    const mark = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      x[i] = worldX(lon[i]);
      y[i] = worldY(lat[i]);
      if (shape[i] > 0) mark[i] = Mark.Area;
      else if (Number.isNaN(lon[i]) || Number.isNaN(lat[i])) mark[i] = Mark.None;
      else mark[i] = radius[i] > WIDEST_DOT_M || precision[i] >= 3 ? Mark.Disc : Mark.Point;
    }
    this.x = x;
    this.y = y;
    this.mark = mark;
  }

  /** The radius of an event's place as a fraction of the world. */
  reach(row: number): number {
    const radius = this.radius[row];
    return radius > 0 ? worldLength(radius, this.lat[row]) : 0;
  }

  id(row: number): string {
    return this.table.id("event_id", row);
  }

  text(column: string, row: number): string {
    return this.table.text(column, row);
  }
}

/** Everything that one page shows. */
export interface Data {
  info: PageInfo;
  events: Events;
  shapes: Outline[];
  zones: Zone[];
  sites: Site[];
  lines: Line[];
  leftOut: Table;
  /** What people changed, by the row of the event. */
  corrections: Table;
  /** What changed since an earlier edition, or null. */
  changes: Changes | null;
  basemap: Promise<Basemap>;
  claims: () => Promise<Claims>;
  note: (row: number) => Promise<string>;
  texts: Texts;
}

/** One way in which an event is not what it was in an earlier edition; made by webmap/news.py. */
export interface Change {
  kind: string;
  /** The event, or -1 if it is gone: then the words below tell which it was. */
  row: number;
  before?: Record<string, string | number | null>;
  after?: Record<string, string | number | null>;
  km?: number;
  by?: string[];
  others?: string[];
  what?: string;
  place?: string;
  day?: string;
  source?: string;
  reason?: string;
}

export interface Changes {
  since: string;
  published: boolean;
  all: number;
  rows: Change[];
}

/** The claims, by event. */
export class Claims {
  readonly from: Uint32Array;
  readonly extra: Uint32Array;
  /** How many texts there are: a note an event, then the sentences that are none. */
  readonly texts: number;

  constructor(
    readonly table: Table,
    private readonly events: number,
    private readonly store: Texts,
  ) {
    const event = table.numbers("event");
    const own = table.numbers("own");
    this.from = new Uint32Array(events + 1);
    this.extra = new Uint32Array(table.rows);
    let next = events;
    for (let c = 0; c < table.rows; c++) {
      this.from[event[c] + 1]++;
      this.extra[c] = own[c] ? event[c] : next++;
    }
    for (let e = 0; e < events; e++) this.from[e + 1] += this.from[e];
    this.texts = next;
  }

  of(row: number): Claim[] {
    const out: Claim[] = [];
    for (let c = this.from[row]; c < this.from[row + 1] && row < this.events; c++) {
      const t = this.table;
      out.push({
        report: t.text("report_id", c),
        source: t.text("source", c),
        url: t.text("url", c),
        claimant: t.text("claimant", c),
        side: t.text("claimant_side", c),
        quantity: t.text("quantity", c),
        comparator: t.text("comparator", c),
        victims: t.text("victim_class", c),
        published: t.numbers("published")[c],
        low: t.numbers("low")[c],
        high: t.numbers("high")[c],
        text: this.extra[c],
        quote: () => this.store.at(this.extra[c]),
      });
    }
    return out;
  }
}

export async function load(): Promise<Data> {
  const core = new Block(await block("core"));
  const header = core.header as unknown as {
    page: PageInfo;
    shapes: PackedShape[];
    zones: (Zone & { shape: PackedShape })[];
    sites: Site[];
    lines: (Line & { shape: PackedShape })[];
    changes?: Changes;
  };
  const events = new Events(core.table("events"));
  const shapes = header.shapes.map(outline);
  for (let i = 0; shapes.length && i < events.count; i++) {
    const shape = shapes[events.shape[i] - 1];
    if (shape?.kind === "line") events.mark[i] = Mark.Line;
    else if (shape?.kind === "points") events.mark[i] = Mark.Points;
  }
  const texts = new Texts();
  let claims: Promise<Claims> | null = null;
  return {
    info: header.page,
    events,
    shapes,
    zones: header.zones.map((z) => ({ ...z, outline: outline(z.shape) })),
    sites: header.sites,
    lines: header.lines.map((l) => ({ ...l, outline: outline(l.shape) })),
    leftOut: core.table("left_out"),
    corrections: core.table("corrections"),
    changes: header.changes ?? null,
    basemap: block("base").then((bytes) => json(bytes) as Basemap),
    claims: () => {
      claims ??= block("claims").then(
        (bytes) => new Claims(new Block(bytes, core).table("claims"), events.count, texts),
      );
      return claims;
    },
    note: (row) => texts.at(row),
    texts,
  };
}

/** First and last day of the map: its period, or what the events span. */
export function extent({ info, events }: Data): [number, number] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < events.count; i++) {
    if (events.first[i] < from) from = events.first[i];
    if (events.last[i] > to) to = events.last[i];
  }
  const first = info.start ?? Math.min(from, info.end ?? from);
  const last = info.end ?? Math.max(to, info.start ?? to);
  return first <= last && Number.isFinite(last - first) ? [first, last] : [0, 0];
}
