// The shown events as a file: exactly the selection, with sources and attribution.

import type { Claims, Data, Outline } from "./data";
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

async function claimsOf(claims: Claims, row: number): Promise<Record<string, Cell>[]> {
  return Promise.all(
    claims.of(row).map(async (claim) => ({
      claimant: claim.claimant,
      claimant_side: claim.side,
      quantity: claim.quantity,
      count: said(claim),
      victim_class: claim.victims,
      quote: await claim.quote(),
      source: claim.source || claim.report,
      url: claim.url,
      published: dayOf(claim.published),
    })),
  );
}

/** CSV after RFC 4180 with a byte order mark, so that spreadsheets read Arabic. */
export async function toCsv(
  data: Data,
  rows: ArrayLike<number>,
  attribution: string,
): Promise<string> {
  const claims = await data.claims();
  const lines: string[] = [];
  for (const row of Array.from(rows)) {
    const told = await claimsOf(claims, row);
    const fields: Record<string, Cell> = {
      ...record(data, row),
      notes: await data.note(row),
      claims: told
        .map((c) =>
          [c.claimant, c.claimant_side, c.count, c.quantity, c.quote, c.source, c.url]
            .filter(Boolean)
            .join("; "),
        )
        .join(" | "),
      attribution,
    };
    if (!lines.length) lines.push(Object.keys(fields).join(","));
    lines.push(Object.values(fields).map(cell).join(","));
  }
  return `\ufeff${lines.join("\r\n")}\r\n`;
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

/** GeoJSON after RFC 7946; an event without a place has a null geometry. */
export async function toGeoJson(
  data: Data,
  rows: ArrayLike<number>,
  attribution: string,
): Promise<string> {
  const claims = await data.claims();
  const features = await Promise.all(
    Array.from(rows).map(async (row) => ({
      type: "Feature",
      id: data.events.id(row),
      geometry: geometry(data, row),
      properties: {
        ...record(data, row),
        notes: await data.note(row),
        claims: await claimsOf(claims, row),
      },
    })),
  );
  return JSON.stringify({ type: "FeatureCollection", attribution, features });
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
