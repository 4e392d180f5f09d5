// How many deaths, by kind of evidence. Unknown is not 0, and what a belligerent says of the other
// side's losses is counted apart and never added.

import type { Claims, Events } from "./data";
import { number, t } from "./i18n";

export interface Toll {
  low: number;
  high: number;
  events: number;
  unknown: number;
}

const empty = (): Toll => ({ low: 0, high: 0, events: 0, unknown: 0 });

/** The toll of the shown events: all, and by verification. */
export function tolls(
  events: Events,
  shown: Uint8Array,
): { all: Toll; by: { verification: string; toll: Toll }[] } {
  const codes = events.table.codes("verification");
  const words = events.table.dictionary("verification");
  const all = empty();
  const by = words.map(empty);
  for (let i = 0; i < events.count; i++) {
    if (!shown[i]) continue;
    const best = events.best[i];
    const low = Number.isNaN(events.low[i]) ? best : events.low[i];
    const high = Number.isNaN(events.high[i]) ? best : events.high[i];
    for (const toll of [all, by[codes[i]]]) {
      toll.events++;
      if (Number.isNaN(low) && Number.isNaN(high)) toll.unknown++;
      else {
        toll.low += Number.isNaN(low) ? high : low;
        toll.high += Number.isNaN(high) ? low : high;
      }
    }
  }
  return {
    all,
    by: words
      .map((word, i) => ({ verification: word ?? "", toll: by[i] }))
      .filter(({ toll }) => toll.events > 0),
  };
}

/** Enemy losses that belligerents claim for the shown events. */
export function partyClaims(claims: Claims, shown: Uint8Array): number {
  const { table, from } = claims;
  const quantity = table.dictionary("quantity").indexOf("eliminated");
  if (quantity < 0) return 0;
  const codes = table.codes("quantity");
  const low = table.numbers("low");
  let sum = 0;
  for (let e = 0; e < shown.length; e++) {
    if (!shown[e]) continue;
    let most = 0;
    for (let c = from[e]; c < from[e + 1]; c++) {
      if (codes[c] === quantity && low[c] > most) most = low[c];
    }
    sum += most;
  }
  return sum;
}

export function tollWords({ low, high, events, unknown }: Toll): string {
  if (events === unknown) return t("deaths_unknown");
  if (low === high) return low === 0 ? t("deaths_none") : t("deaths_exact", { n: low });
  return t("deaths_known", { low: number(low), high: number(high) });
}

/** The toll of one event in words. */
export function eventToll(events: Events, row: number): string {
  const low = events.low[row];
  const best = events.best[row];
  const high = events.high[row];
  if (Number.isNaN(low) && Number.isNaN(best) && Number.isNaN(high)) return t("deaths_unknown");
  if (Number.isNaN(high) && !Number.isNaN(low)) return t("deaths_at_least", { n: low });
  const from = Number.isNaN(low) ? best : low;
  const to = Number.isNaN(high) ? best : high;
  return tollWords({ low: from, high: to, events: 1, unknown: 0 });
}
