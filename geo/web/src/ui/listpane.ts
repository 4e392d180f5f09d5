// The pane of events: how many, in which order, as a list or as a table.

import { t } from "../i18n";
import { append, button, h } from "./dom";
import { type List, SORTS, type Sort } from "./list";

export interface ListPane {
  list: List;
  rows: Uint32Array<ArrayBuffer>;
  open: number;
  sort: Sort;
  table: boolean;
  /** Whether the rows are only those that a click found together. */
  together: boolean;
  /** Whether the map has any event at all. */
  any: boolean;
  sortBy: (sort: Sort) => void;
  turn: (table: boolean) => void;
  all: () => void;
}

export function drawListPane(body: HTMLElement, pane: ListPane): void {
  const { list, rows } = pane;
  const bar = h("div.list-bar");
  if (pane.together) {
    append(
      bar,
      h("span", {}, t("here_n", { n: rows.length })),
      button("quiet", {}, t("back"), pane.all),
    );
  } else append(bar, h("span", {}, t("n_events", { n: rows.length })), tools(pane));
  body.replaceChildren(bar, list.element);
  if (!rows.length) body.append(h("p.empty", {}, pane.any ? t("nothing") : t("no_events")));
  list.sort = pane.sort;
  list.mode = pane.table ? "table" : "list";
  list.show(rows, pane.open);
}

function tools({ sort: now, table, sortBy, turn }: ListPane): HTMLElement {
  const select = h("select", { "aria-label": t("sort") });
  for (const sort of SORTS) {
    const option = h("option", { value: sort }, t(`sort_${sort}` as const));
    option.selected = sort === now;
    select.append(option);
  }
  select.addEventListener("change", () => sortBy(select.value as Sort));
  const as = button("quiet", { "aria-pressed": String(table) }, t("table"), () => turn(!table));
  return h("span.list-tools", {}, select, as);
}
