// What people changed in an event: by whom, why, when, and what stood there before.

import type { Data } from "../data";
import { day, parseDay, t, term } from "../i18n";
import { bdi, h } from "./dom";

interface Correction {
  field: string;
  value: string;
  before: string;
  reason: string;
  who: string;
}

function who(by: string, date: string): string {
  const when = parseDay(date);
  const on = Number.isNaN(when) ? "" : day(when);
  if (by && on) return t("by_on", { by, on });
  return by ? t("by", { by }) : on;
}

function of(data: Data, row: number): Correction[] {
  const table = data.corrections;
  const event = table.numbers("event");
  const out: Correction[] = [];
  for (let i = 0; i < table.rows; i++) {
    if (event[i] !== row) continue;
    const [field, value, before, reason] = (["field", "value", "before", "reason"] as const).map(
      (column) => table.text(column, i),
    );
    out.push({
      field,
      value,
      before,
      reason,
      who: who(table.text("by", i), table.text("date", i)),
    });
  }
  return out;
}

/** Who has checked the event, if somebody has. */
export function reviewed(data: Data, row: number): HTMLElement | null {
  const found = of(data, row).find((one) => one.field === "checked");
  return found ? h("span", {}, bdi(`${t("checked")} ${found.who}`.trim())) : null;
}

/** What was corrected, or null. */
export function corrections(data: Data, row: number): HTMLElement | null {
  const made = of(data, row).filter((one) => one.field !== "checked" || one.reason);
  if (!made.length) return null;
  const list = h("ul.corrections");
  for (const { field, value, before, reason, who: by } of made) {
    const item = h("li", {}, h("b", {}, term("field", field)));
    if (field !== "checked") {
      item.append(": ", bdi(value || t("none")), " ");
      item.append(h("span.basis", {}, t("before"), " ", h("s", {}, bdi(before || t("none")))));
    }
    if (reason) item.append(h("p", { dir: "auto" }, reason));
    if (by) item.append(h("span.basis", {}, bdi(by)));
    list.append(item);
  }
  return h("section", {}, h("h3", {}, t("corrected")), list);
}
