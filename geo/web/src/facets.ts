// What events can be chosen by, made from their columns.

import type { Claims, Data } from "./data";
import type { Facet } from "./select";

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const words = (dictionary: readonly (string | null)[]): string[] => dictionary.map((w) => w ?? "");

function single(data: Data, id: string, column: string): Facet {
  const { table } = data.events;
  return {
    id,
    values: words(table.dictionary(column)),
    columns: once(() => [table.codes(column)]),
  };
}

/** Two columns with one set of values; a missing actor counts as the other one. */
function actors(data: Data): Facet {
  const { table } = data.events;
  const values = new Map<string, number>();
  const lookups = ["actor1", "actor2"].map((column) =>
    words(table.dictionary(column)).map((word) => {
      const code = values.get(word) ?? values.size;
      values.set(word, code);
      return code;
    }),
  );
  const none = values.get("") ?? -1;
  const columns = once(() => {
    const [first, second] = ["actor1", "actor2"].map((column, k) => {
      const codes = table.codes(column);
      const out = new Uint32Array(codes.length);
      for (let i = 0; i < out.length; i++) out[i] = lookups[k][codes[i]];
      return out;
    });
    for (let i = 0; i < first.length && none >= 0; i++) {
      if (second[i] === none) second[i] = first[i];
      else if (first[i] === none) first[i] = second[i];
    }
    return [first, second];
  });
  return { id: "actor", values: [...values.keys()], columns };
}

const DEATHS = ["unknown", "0", "1", "2", "3"];

function deaths(data: Data): Facet {
  const { best, count } = data.events;
  const columns = once(() => {
    const codes = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      const n = best[i];
      codes[i] = Number.isNaN(n) ? 0 : n === 0 ? 1 : n < 5 ? 2 : n < 25 ? 3 : 4;
    }
    return [codes];
  });
  return { id: "deaths", values: DEATHS, columns };
}

function precision(data: Data): Facet {
  const given = data.events.table.numbers("geo_precision");
  const columns = once(() => {
    const codes = new Uint8Array(given.length);
    for (let i = 0; i < codes.length; i++) {
      codes[i] = given[i] >= 1 && given[i] <= 3 ? given[i] - 1 : 3;
    }
    return [codes];
  });
  return { id: "precision", values: ["1", "2", "3", ""], columns };
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
    columns: once(() => [table.codes(column)]),
    starts: from,
  }));
}
