// What events can be chosen by, made from their columns.

import type { Claims, Data } from "./data";
import type { Codes, Facet } from "./select";

const words = (dictionary: readonly (string | null)[]): string[] => dictionary.map((w) => w ?? "");

function single(data: Data, id: string, column: string): Facet {
  const { table } = data.events;
  return { id, values: words(table.dictionary(column)), columns: [table.codes(column)] };
}

/** Two columns with one set of values; a missing second actor counts for nothing. */
function actors(data: Data): Facet {
  const { table } = data.events;
  const values = new Map<string, number>();
  const columns = ["actor1", "actor2"].map((column): Codes => {
    const lookup = words(table.dictionary(column)).map((word) => {
      if (!values.has(word)) values.set(word, values.size);
      return values.get(word) ?? 0;
    });
    const codes = table.codes(column);
    const out = new Uint32Array(codes.length);
    for (let i = 0; i < out.length; i++) out[i] = lookup[codes[i]];
    return out;
  });
  const none = values.get("");
  if (none !== undefined) {
    const [first, second] = columns;
    for (let i = 0; i < second.length; i++) if (second[i] === none) second[i] = first[i];
    for (let i = 0; i < first.length; i++) if (first[i] === none) first[i] = second[i];
  }
  return { id: "actor", values: [...values.keys()], columns };
}

const DEATHS = ["unknown", "0", "1", "2", "3"];

function deaths(data: Data): Facet {
  const { best, count } = data.events;
  const codes = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const n = best[i];
    codes[i] = Number.isNaN(n) ? 0 : n === 0 ? 1 : n < 5 ? 2 : n < 25 ? 3 : 4;
  }
  return { id: "deaths", values: DEATHS, columns: [codes] };
}

function precision(data: Data): Facet {
  const given = data.events.table.numbers("geo_precision");
  const codes = new Uint8Array(given.length);
  for (let i = 0; i < codes.length; i++) {
    codes[i] = given[i] >= 1 && given[i] <= 3 ? given[i] - 1 : 3;
  }
  return { id: "precision", values: ["1", "2", "3", ""], columns: [codes] };
}

/** The facets that need only the events. */
export function eventFacets(data: Data): Facet[] {
  return [
    single(data, "type", "event_type"),
    single(data, "sub", "sub_event_type"),
    actors(data),
    single(data, "verification", "verification"),
    single(data, "zone", "zone"),
    single(data, "fit", "zone_fit"),
    precision(data),
    deaths(data),
    single(data, "source", "source"),
  ];
}

/** The facets of the claims: an event has as many values as it has claims. */
export function claimFacets(claims: Claims): Facet[] {
  const { table, from } = claims;
  return (
    [
      ["claimant", "claimant"],
      ["side", "claimant_side"],
    ] as const
  ).map(([id, column]) => ({
    id,
    values: words(table.dictionary(column)),
    columns: [table.codes(column)],
    starts: from,
  }));
}
