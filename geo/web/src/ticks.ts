// Round dates for an axis of days: as many as there is room for.

import { day } from "./i18n";

export interface Tick {
  /** Days since 1970-01-01. */
  at: number;
  word: string;
}

const DAY_MS = 86_400_000;
const DAYS = [1, 2, 7, 14];
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

/** At most `most` dates from `first` to `last`, at equal distances, the first of a month or year
 * where whole months fit. */
export function ticks(first: number, last: number, most: number): Tick[] {
  const step = DAYS.find((days) => (last - first) / days < most);
  if (step) {
    const out: Tick[] = [];
    for (let at = first; at <= last; at += step) {
      const turn = at === first || new Date(at * DAY_MS).getUTCDate() <= step;
      out.push({ at, word: day(at, turn ? "dayMonth" : "day") });
    }
    return out;
  }
  const from = new Date(first * DAY_MS);
  const to = new Date(last * DAY_MS);
  const start = from.getUTCFullYear() * 12 + from.getUTCMonth();
  const end = to.getUTCFullYear() * 12 + to.getUTCMonth();
  const months = MONTHS.find((n) => (end - start) / n < most) ?? 2400;
  const out: Tick[] = [];
  for (let month = Math.ceil(start / months) * months; month <= end; month += months) {
    // Date.UTC takes the years 0 to 99 for those of the 20th century.
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    const at = date.getTime() / DAY_MS;
    if (at < first || at > last) continue;
    const year = month % 12 === 0 || !out.length;
    out.push({ at, word: day(at, months >= 12 ? "year" : year ? "month" : "monthOnly") });
  }
  return out;
}
