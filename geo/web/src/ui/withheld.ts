// What a map for other eyes does not show, said where a reader sees it.

import type { Withheld } from "../data";
import { day, distance, t, term } from "../i18n";

const METRES = 1000;

function kinds(rules: readonly string[]): string {
  return rules.map((rule) => term("withheld", rule)).join(t("list_comma"));
}

/** One sentence a rule, in the reader's language. */
export function withheldLines(withheld: Withheld | null): string[] {
  if (!withheld) return [];
  const lines: string[] = [];
  const { until, leave_out, coarsen, km } = withheld;
  if (until !== null) lines.push(t("withheld_until", { day: day(until, "long") }));
  if (leave_out.length) lines.push(t("withheld_left_out", { kinds: kinds(leave_out) }));
  if (coarsen.length && km !== null) {
    const values = { kinds: kinds(coarsen), distance: distance(km * METRES) };
    lines.push(t("withheld_coarsened", values));
  }
  lines.push(t("withheld_texts"));
  return lines;
}
