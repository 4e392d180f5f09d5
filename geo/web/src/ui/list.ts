// The list of events: only the rows in sight exist, however many there are.

import type { Data } from "../data";
import { days, t, term } from "../i18n";
import type { Names } from "../names";
import { colourOf, markPath } from "../theme";
import { eventToll, shortToll } from "../toll";
import { bdi, button, h, icon } from "./dom";
import { meter } from "./grade";

/** The height of a row in pixels; the same in parts.css. */
const ROW = { list: 78, table: 36 };
const SPARE = 6;
/** Browsers draw no element higher than some 17 million pixels; a longer list scrolls faster. */
const TALLEST = 12_000_000;

export const TABLE_COLUMNS = [
  "table_date",
  "table_kind",
  "table_place",
  "table_who",
  "table_deaths",
  "table_source",
] as const;
/** What a click on a column's head sorts by: first so, and again the other way. */
const HEAD_SORTS: Partial<Record<(typeof TABLE_COLUMNS)[number], Sort[]>> = {
  table_date: ["date", "oldest"],
  table_kind: ["type"],
  table_place: ["place", "doubt"],
  table_deaths: ["deaths"],
};

/** What an event is in a few words: its sub-type, where that says anything. */
export const told = (type: string, sub: string): string =>
  sub && sub !== "Other" ? term("sub", sub) : term("type", type);

/** The cells of an event in the order of `TABLE_COLUMNS`. */
export function tableCells(data: Data, names: Names, row: number): (string | HTMLElement)[] {
  const { events } = data;
  const type = events.text("event_type", row);
  const sub = events.text("sub_event_type", row);
  const who = [events.text("actor1", row), events.text("actor2", row)].filter(Boolean);
  return [
    days(events.first[row], events.last[row]),
    bdi(told(type, sub)),
    bdi(names.own(events, row) || t("no_place")),
    bdi(who.join(" – ")),
    shortToll(events, row),
    bdi(events.text("source", row) || events.text("report_id", row)),
  ];
}

export type Sort = "date" | "oldest" | "deaths" | "place" | "type" | "doubt";
export const SORTS: Sort[] = ["date", "oldest", "deaths", "place", "type", "doubt"];

/** Rows in the order that `sort` asks for; equal ones in the order of time. */
type Rows = Uint32Array<ArrayBuffer>;

export function sorted(data: Data, rows: Rows, sort: Sort): Rows {
  const { events } = data;
  const big = (v: number, missing: number): number => (Number.isNaN(v) ? missing : v);
  if (sort === "oldest") return rows;
  if (sort === "date") {
    // Rows come by first day, those without one last.
    let dated = rows.length;
    while (dated > 0 && Number.isNaN(events.first[rows[dated - 1]])) dated--;
    rows.subarray(0, dated).reverse();
    return rows;
  }
  if (sort === "deaths" || sort === "doubt") {
    const key = sort === "deaths" ? events.best : events.radius;
    const none = sort === "deaths" ? -1 : Number.MAX_VALUE;
    return rows.sort((a, b) => big(key[b], none) - big(key[a], none) || a - b);
  }
  const column = sort === "place" ? "place" : "event_type";
  const words = events.table.dictionary(column).map((w) => w ?? "");
  const order = [...words.keys()].sort((a, b) => words[a].localeCompare(words[b]));
  const rank = new Uint32Array(words.length);
  order.forEach((code, i) => {
    rank[code] = i;
  });
  const codes = events.table.codes(column);
  return rows.sort((a, b) => rank[codes[a]] - rank[codes[b]] || a - b);
}

export class List {
  readonly element = h("div.list");
  mode: "list" | "table" = "list";
  sort: Sort = "date";
  private readonly head = h("div.table-head", { role: "row" });
  private readonly space = h("div.list-space");
  private rows = new Uint32Array(0);
  private open = -1;

  constructor(
    private readonly data: Data,
    private readonly names: Names,
    private readonly act: {
      open: (row: number) => void;
      hover: (row: number) => void;
      sort: (sort: Sort) => void;
    },
  ) {
    this.element.append(this.head, this.space);
    this.element.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.element);
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  show(rows: Uint32Array<ArrayBuffer>, open: number): void {
    this.rows = rows;
    this.open = open;
    const table = this.mode === "table";
    this.space.style.height = `${Math.min(TALLEST, rows.length * this.row)}px`;
    this.element.dataset.mode = this.mode;
    this.element.setAttribute("role", table ? "table" : "group");
    this.space.setAttribute("role", table ? "rowgroup" : "list");
    this.element.setAttribute("aria-label", t("n_events", { n: rows.length }));
    if (table) this.element.setAttribute("aria-rowcount", String(rows.length + 1));
    else this.element.removeAttribute("aria-rowcount");
    this.drawHead();
    this.space.replaceChildren();
    this.draw();
  }

  /** How many pixels of rows one pixel of scrolling passes. */
  private get pace(): number {
    const all = this.rows.length * this.row;
    const { clientHeight } = this.element;
    return all > TALLEST ? (all - clientHeight) / (TALLEST - clientHeight) : 1;
  }

  private get row(): number {
    return ROW[this.mode];
  }

  private drawHead(): void {
    this.head.hidden = this.mode === "list";
    if (this.head.hidden) return this.head.replaceChildren();
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.head;
    this.head.replaceChildren(
      ...TABLE_COLUMNS.map((key) => {
        const sorts = HEAD_SORTS[key];
        const at = sorts?.indexOf(this.sort) ?? -1;
        const state =
          at < 0
            ? "none"
            : this.sort === "oldest" || sorts?.length === 1
              ? "ascending"
              : "descending";
        return h(
          "div.cell",
          { role: "columnheader", "aria-sort": sorts ? state : undefined },
          sorts
            ? button("head", { "data-head": key }, t(key), () =>
                this.act.sort(sorts[(at + 1) % sorts.length]),
              )
            : t(key),
        );
      }),
    );
    if (focused) this.head.querySelector<HTMLElement>(`[data-head="${focused}"]`)?.focus();
  }

  /** The row before or after `row` in the order of the list. */
  neighbour(row: number, by: 1 | -1): number {
    const at = this.rows.indexOf(row);
    return this.rows[(at + by + this.rows.length) % this.rows.length] ?? -1;
  }

  reveal(row: number): void {
    const at = this.rows.indexOf(row);
    if (at < 0) return;
    const { scrollTop, clientHeight } = this.element;
    const above = at * this.row - scrollTop * this.pace;
    if (above < 0 || above + this.row > clientHeight) {
      this.element.scrollTop = (at * this.row - clientHeight / 3) / this.pace;
    }
    this.draw();
  }

  focus(row: number): void {
    this.reveal(row);
    this.space.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus();
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const now = (event.target as HTMLElement).dataset?.row;
    if (!step || now === undefined) return;
    const next = this.rows[this.rows.indexOf(Number(now)) + step];
    if (next === undefined) return;
    event.preventDefault();
    this.focus(next);
  }

  private draw(): void {
    const { scrollTop, clientHeight } = this.element;
    const top = scrollTop * this.pace;
    const from = Math.max(0, Math.floor(top / this.row) - SPARE);
    const to = Math.min(this.rows.length, Math.ceil((top + clientHeight) / this.row) + SPARE);
    const have = new Set<number>();
    for (const child of [...this.space.children] as HTMLElement[]) {
      const at = Number(child.dataset.at);
      if (at < from || at >= to) child.remove();
      else have.add(at);
    }
    for (let at = from; at < to; at++) if (!have.has(at)) this.space.append(this.item(at));
    for (const child of this.space.children as HTMLCollectionOf<HTMLElement>) {
      const y = Math.round(Number(child.dataset.at) * this.row - top + scrollTop);
      child.style.transform = `translateY(${y}px)`;
    }
  }

  private item(at: number): HTMLElement {
    const row = this.rows[at];
    const item = this.mode === "table" ? this.line(at, row) : this.entry(at, row);
    const target = item.querySelector("button") as HTMLElement;
    item.addEventListener("click", () => this.act.open(row));
    item.addEventListener("pointerenter", () => this.act.hover(row));
    item.addEventListener("pointerleave", () => this.act.hover(-1));
    target.addEventListener("focus", () => this.act.hover(row));
    return item;
  }

  private line(at: number, row: number): HTMLElement {
    const cells = tableCells(this.data, this.names, row).map((cell, i) =>
      h(
        "div.cell",
        {
          role: "cell",
          title: i === 0 ? undefined : typeof cell === "string" ? cell : (cell.textContent ?? ""),
        },
        i === 0
          ? h(
              "button.row",
              { type: "button", "data-row": row, "aria-current": row === this.open && "true" },
              cell,
            )
          : cell,
      ),
    );
    const mark = icon(markPath(this.data.events.text("event_type", row)), 14);
    mark.style.fill = colourOf(this.data.events.text("event_type", row));
    cells[1].prepend(mark);
    return h("div.item.line", { role: "row", "data-at": at, "aria-rowindex": at + 2 }, ...cells);
  }

  private entry(at: number, row: number): HTMLElement {
    const { events } = this.data;
    const type = events.text("event_type", row);
    const sub = events.text("sub_event_type", row);
    const mark = icon(markPath(type), 16);
    mark.style.fill = colourOf(type);
    const place = this.names.own(events, row);
    const verification = events.text("verification", row);
    const known = !Number.isNaN(events.best[row]) || !Number.isNaN(events.low[row]);
    return h(
      "div.item",
      {
        role: "listitem",
        "data-at": at,
        "aria-setsize": this.rows.length,
        "aria-posinset": at + 1,
      },
      h(
        "button.item-button",
        { type: "button", "data-row": row, "aria-current": row === this.open && "true" },
        mark,
        h(
          "span.item-head",
          {},
          h("span.item-place", { dir: "auto" }, place ? bdi(place) : t("no_place")),
          h("span.item-date", {}, days(events.first[row], events.last[row])),
        ),
        h(
          "span.item-head",
          {},
          h("span.item-kind", {}, bdi(told(type, sub))),
          h("span.item-toll", { "data-known": known }, eventToll(events, row)),
        ),
        h(
          "span.item-from",
          {},
          meter(verification),
          verification ? bdi(term("verification", verification)) : null,
          verification ? " · " : null,
          bdi(events.text("source", row) || events.text("report_id", row)),
        ),
      ),
    );
  }
}
