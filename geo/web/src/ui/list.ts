// The list of events: only the rows in sight exist, however many there are.

import type { Data } from "../data";
import { days, t, term } from "../i18n";
import { colourOf, markPath } from "../theme";
import { eventToll } from "../toll";
import { bdi, h, icon } from "./dom";

const ROW = 64; // pixels; the same in list.css
const SPARE = 6;

export type Sort = "date" | "oldest" | "deaths" | "place" | "type" | "doubt";
export const SORTS: Sort[] = ["date", "oldest", "deaths", "place", "type", "doubt"];

/** Rows in the order that `sort` asks for; equal ones in the order of time. */
type Rows = Uint32Array<ArrayBuffer>;

export function sorted(data: Data, rows: Rows, sort: Sort): Rows {
  const { events } = data;
  const big = (v: number, missing: number): number => (Number.isNaN(v) ? missing : v);
  if (sort === "oldest") return rows;
  if (sort === "date") {
    const known = rows.filter((r) => !Number.isNaN(events.first[r])).reverse();
    return Uint32Array.of(...known, ...rows.filter((r) => Number.isNaN(events.first[r])));
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
  readonly element = h("div.list", { role: "list", tabindex: -1 });
  private readonly space = h("div.list-space");
  private rows = new Uint32Array(0);
  private open = -1;

  constructor(
    private readonly data: Data,
    private readonly act: { open: (row: number) => void; hover: (row: number) => void },
  ) {
    this.element.append(this.space);
    this.element.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.element);
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  show(rows: Uint32Array<ArrayBuffer>, open: number): void {
    this.rows = rows;
    this.open = open;
    this.space.style.height = `${rows.length * ROW}px`;
    this.element.setAttribute("aria-label", t("n_events", { n: rows.length }));
    this.space.replaceChildren();
    this.draw();
  }

  /** The row before or after `row` in the order of the list. */
  neighbour(row: number, by: 1 | -1): number {
    const at = this.rows.indexOf(row);
    return this.rows[(at + by + this.rows.length) % this.rows.length] ?? -1;
  }

  reveal(row: number): void {
    const at = this.rows.indexOf(row);
    if (at < 0) return;
    const top = at * ROW;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop || top + ROW > scrollTop + clientHeight) {
      this.element.scrollTop = top - clientHeight / 3;
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
    const from = Math.max(0, Math.floor(scrollTop / ROW) - SPARE);
    const to = Math.min(this.rows.length, Math.ceil((scrollTop + clientHeight) / ROW) + SPARE);
    const have = new Map<number, HTMLElement>();
    for (const child of [...this.space.children] as HTMLElement[]) {
      const at = Number(child.dataset.at);
      if (at < from || at >= to) child.remove();
      else have.set(at, child);
    }
    for (let at = from; at < to; at++) if (!have.has(at)) this.space.append(this.item(at));
  }

  private item(at: number): HTMLElement {
    const row = this.rows[at];
    const { events } = this.data;
    const type = events.text("event_type", row);
    const sub = events.text("sub_event_type", row);
    const mark = icon(markPath(type), 16);
    mark.style.fill = colourOf(type);
    const place = events.text("place", row);
    const item = h(
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
          "span.item-main",
          {},
          h("span.item-place", {}, place ? bdi(place) : t("no_place")),
          h("span.item-kind", {}, sub ? bdi(sub) : term("type", type)),
        ),
        h(
          "span.item-side",
          {},
          h("span.item-date", {}, days(events.first[row], events.last[row])),
          h("span.item-toll", {}, eventToll(events, row)),
        ),
      ),
    );
    item.style.transform = `translateY(${at * ROW}px)`;
    const target = item.firstElementChild as HTMLElement;
    target.addEventListener("click", () => this.act.open(row));
    target.addEventListener("pointerenter", () => this.act.hover(row));
    target.addEventListener("pointerleave", () => this.act.hover(-1));
    target.addEventListener("focus", () => this.act.hover(row));
    return item;
  }
}
