// How many deaths, by kind of evidence. Unknown is not 0, and what a belligerent says of the other
// side's losses is counted apart and never added.

import type { Events } from "./data";
import { number, t } from "./i18n";

export interface Toll {
  low: number;
  high: number;
  events: number;
  unknown: number;
}

const empty = (): Toll => ({ low: 0, high: 0, events: 0, unknown: 0 });

/** The first of three numbers that is known. */
const known = (a: number, b: number, c: number): number =>
  Number.isNaN(a) ? (Number.isNaN(b) ? c : b) : a;

/** The grade of what only a belligerent says, from geo/reconcile.py: it stays out of the total. */
export const PARTY_ONLY = "belligerent's own claim";

/** The toll of the shown events: all that is more than a belligerent's word, and by grade. */
export function tolls(
  events: Events,
  shown: Uint8Array,
): { all: Toll; by: { verification: string; toll: Toll }[] } {
  const codes = events.table.codes("verification");
  const words = events.table.dictionary("verification");
  const all = empty();
  const by = words.map(empty);
  const { low, best, high } = events;
  for (let i = 0; i < events.count; i++) {
    if (!shown[i]) continue;
    const least = known(low[i], best[i], high[i]);
    const most = known(high[i], best[i], low[i]);
    const toll = by[codes[i]];
    toll.events++;
    if (!Number.isNaN(least)) {
      toll.low += least;
      toll.high += most;
    } else toll.unknown++;
  }
  for (const [i, toll] of by.entries()) {
    if (words[i] === PARTY_ONLY) continue;
    all.low += toll.low;
    all.high += toll.high;
    all.events += toll.events;
    all.unknown += toll.unknown;
  }
  return {
    all,
    by: words
      .map((word, i) => ({ verification: word ?? "", toll: by[i] }))
      .filter(({ toll }) => toll.events > 0),
  };
}

/** Enemy losses that belligerents claim for the shown events. */
export function claimedLosses(events: Events, shown: Uint8Array): number {
  if (events.table.constant("claimed") === 0) return 0;
  const claimed = events.table.numbers("claimed");
  let sum = 0;
  for (let i = 0; i < shown.length; i++) if (shown[i]) sum += claimed[i];
  return sum;
}

export function tollWords({ low, high, events, unknown }: Toll): string {
  if (!events) return "";
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

/** The toll of one event in a column that is called deaths. */
export function shortToll(events: Events, row: number): string {
  const low = events.low[row];
  const best = events.best[row];
  const high = events.high[row];
  if (Number.isNaN(low) && Number.isNaN(best))
    return Number.isNaN(high) ? "?" : `≤ ${number(high)}`;
  if (Number.isNaN(high) && !Number.isNaN(low)) return `≥ ${number(low)}`;
  return low < high ? `${number(low)}–${number(high)}` : number(known(best, low, high));
}
