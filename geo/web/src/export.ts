// The shown events as a file: exactly the selection, with sources and attribution.

import type { Data, Outline } from "./data";
import { isoDay } from "./i18n";
import { worldLat, worldLon } from "./mercator";
import { said } from "./said";

const COLUMNS = [
  "event_type",
  "sub_event_type",
  "actor1",
  "actor2",
  "place",
  "admin1",
  "admin2",
  "country",
  "place_basis",
  "date_basis",
  "verification",
  "review",
  "zone",
  "zone_fit",
  "source",
] as const;

type Cell = string | number | null;

/** One cell of CSV. Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function cell(value: Cell): string {
  if (value === null || (typeof value === "number" && Number.isNaN(value))) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[\s\u00a0\ufeff]*[=+\-@\t\r|%]/.test(value) ? `'${value}` : value;
  return /[",\r\n;']/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const dayOf = (value: number): string | null => (Number.isNaN(value) ? null : isoDay(value));
const count = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** What is known of an event, in the order of the columns of the file. */
function record(data: Data, row: number): Record<string, Cell> {
  const { events } = data;
  const out: Record<string, Cell> = {
    event_id: events.id(row),
    date_start: dayOf(events.first[row]),
    date_end: dayOf(events.last[row]),
  };
  for (const column of COLUMNS) out[column] = events.text(column, row);
  return {
    ...out,
    lon: count(events.lon[row]),
    lat: count(events.lat[row]),
    radius_m: count(events.radius[row]),
    geo_precision: count(events.table.numbers("geo_precision")[row]),
    fatalities_low: count(events.low[row]),
    fatalities_best: count(events.best[row]),
    fatalities_high: count(events.high[row]),
  };
}

interface Told {
  row: number;
  note: string;
  claims: Record<string, Cell>[];
}

/** How many events are written at once; between two lots the page breathes. */
const LOT = 4096;

/** The events with their notes and claims, lot by lot. */
async function* lots(data: Data, rows: ArrayLike<number>): AsyncGenerator<Told[]> {
  const claims = await data.claims();
  for (let at = 0; at < rows.length; at += LOT) {
    const lot = Array.from({ length: Math.min(LOT, rows.length - at) }, (_, i) => rows[at + i]);
    const spoken = lot.map((row) => claims.of(row));
    const text = await data.texts.ready([
      ...lot,
      ...spoken.flatMap((some) => some.map((claim) => claim.text)),
    ]);
    yield lot.map((row, i) => ({
      row,
      note: text(row),
      claims: spoken[i].map((claim) => ({
        claimant: claim.claimant,
        claimant_side: claim.side,
        quantity: claim.quantity,
        count: said(claim),
        victim_class: claim.victims,
        quote: text(claim.text),
        source: claim.source || claim.report,
        url: claim.url,
        published: dayOf(claim.published),
      })),
    }));
    await new Promise((go) => setTimeout(go));
  }
}

/** CSV after RFC 4180 with a byte order mark, so that spreadsheets read Arabic; in parts. */
export async function toCsv(
  data: Data,
  rows: ArrayLike<number>,
  attribution: string,
): Promise<string[]> {
  const parts: string[] = ["\ufeff"];
  for await (const lot of lots(data, rows)) {
    const lines = lot.map(({ row, note, claims }) => ({
      ...record(data, row),
      notes: note,
      claims: claims
        .map((c) =>
          [c.claimant, c.claimant_side, c.count, c.quantity, c.quote, c.source, c.url]
            .filter(Boolean)
            .join("; "),
        )
        .join(" | "),
      attribution,
    }));
    if (parts.length === 1) parts.push(`${Object.keys(lines[0]).join(",")}\r\n`);
    parts.push(lines.map((line) => `${Object.values(line).map(cell).join(",")}\r\n`).join(""));
  }
  return parts;
}

const degrees = (path: Float64Array): [number, number][] => {
  const out: [number, number][] = [];
  for (let i = 0; i < path.length; i += 2) {
    out.push([Number(worldLon(path[i]).toFixed(4)), Number(worldLat(path[i + 1]).toFixed(4))]);
  }
  return out;
};

function geometry(data: Data, row: number): object | null {
  const { events, shapes } = data;
  const shape: Outline | undefined = shapes[events.shape[row] - 1];
  if (shape?.kind === "area") {
    return { type: "MultiPolygon", coordinates: shape.parts.map((rings) => rings.map(degrees)) };
  }
  if (shape?.kind === "points") {
    return { type: "MultiPoint", coordinates: shape.parts.flat().flatMap(degrees) };
  }
  if (shape) return { type: "MultiLineString", coordinates: shape.parts.flat().map(degrees) };
  if (Number.isNaN(events.lon[row])) return null;
  return { type: "Point", coordinates: [events.lon[row], events.lat[row]] };
}

/** GeoJSON after RFC 7946, in parts; an event without a place has a null geometry. */
export async function toGeoJson(
  data: Data,
  rows: ArrayLike<number>,
  attribution: string,
): Promise<string[]> {
  const head = JSON.stringify({ type: "FeatureCollection", attribution }).slice(0, -1);
  const parts: string[] = [`${head},"features":[`];
  for await (const lot of lots(data, rows)) {
    const features = lot.map(({ row, note, claims }) =>
      JSON.stringify({
        type: "Feature",
        id: data.events.id(row),
        geometry: geometry(data, row),
        properties: { ...record(data, row), notes: note, claims },
      }),
    );
    parts.push((parts.length > 1 ? ",\n" : "\n") + features.join(",\n"));
  }
  parts.push("\n]}\n");
  return parts;
}

/** Hand a file to the reader. */
export function give(content: Blob, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(content);
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}
