// What changed since an earlier edition of the map: a pane, a filter, and a part of the card.

import type { Change, Data } from "../data";
import { day, days, direction, number, parseDay, t, term } from "../i18n";
import type { Facet } from "../select";
import { bdi, button, h } from "./dom";
import { told } from "./list";

/** In the order in which they are told; KINDS in geo/changes.py. */
const KINDS = [
  "new",
  "gone",
  "merged",
  "split",
  "moved",
  "redated",
  "toll",
  "zone",
  "described",
] as const;
/** A kind with more events than this is cut; the filter has them all. */
const MOST = 300;

type Value = string | number | null | undefined;
type Side = Record<string, Value>;

/** Events by how they changed; null where there is nothing to compare with. */
export function changeFacet(data: Data): Facet | null {
  const { changes, events } = data;
  if (!changes) return null;
  const by: Set<number>[] = Array.from({ length: events.count }, () => new Set());
  for (const { kind, row } of changes.rows) {
    const code = KINDS.indexOf(kind as (typeof KINDS)[number]);
    if (row >= 0 && row < events.count && code >= 0) by[row].add(code);
  }
  const starts = new Uint32Array(events.count + 1);
  for (let i = 0; i < events.count; i++) starts[i + 1] = starts[i] + by[i].size;
  const codes = Uint32Array.from(by.flatMap((set) => [...set]));
  return { id: "changed", values: KINDS, columns: () => [codes], starts };
}

/** The kinds that events on this map have, to choose all that changed. */
export const changedKinds = (data: Data): string[] => [
  ...new Set(data.changes?.rows.filter((c) => c.row >= 0).map((c) => c.kind)),
];

const arrow = (): string => (direction() === "rtl" ? " ← " : " → ");

const text = (value: Value): string =>
  value == null || value === "" ? t("none") : typeof value === "number" ? number(value) : value;

const fromTo = (one: string, two: string): Node[] => [
  h("s", {}, bdi(one)),
  document.createTextNode(arrow()),
  h("b", {}, bdi(two)),
];

const when = (side: Side): string => {
  const [first, last] = [side.date_start, side.date_end].map((v) => parseDay(String(v ?? "")));
  return Number.isNaN(first) && !Number.isNaN(last) ? day(last) : days(first, last);
};

function toll(side: Side): string {
  const { fatalities_low: low, fatalities_best: best, fatalities_high: high } = side;
  if (best == null && low == null && high == null) return t("deaths_unknown");
  if (low === high && low === best) return text(best);
  const range = `${low == null ? "?" : text(low)}–${high == null ? "?" : text(high)}`;
  return best == null ? range : `${text(best)} (${range})`;
}

function inZone(data: Data, side: Side): string {
  const zone = String(side.zone ?? "");
  const name = data.zones.find((z) => z.id === zone)?.name ?? zone;
  return [name, side.zone_fit ? term("fit", String(side.zone_fit)) : ""].filter(Boolean).join(", ");
}

/** What was, and what is. */
function difference(data: Data, change: Change): Node[] {
  const { kind, before = {}, after = {}, km, by = [], others = [] } = change;
  if (kind === "moved") {
    const [one, two] = [before, after].map((s) => (s.lon == null ? t("no_place") : text(s.place)));
    const far = km == null ? "" : ` ${t("km", { n: km })}`;
    return [...fromTo(one, two), document.createTextNode(far)];
  }
  if (kind === "redated") return fromTo(when(before), when(after));
  if (kind === "toll") {
    const who = by.filter(Boolean).join(t("comma"));
    const said = who ? [document.createTextNode(" "), bdi(t("by", { by: who }))] : [];
    return [...fromTo(toll(before), toll(after)), ...said];
  }
  if (kind === "zone") return fromTo(inZone(data, before), inZone(data, after));
  if (kind === "merged" || kind === "split") {
    return [document.createTextNode(t("n_events", { n: others.length }))];
  }
  return Object.keys(after).map((column) =>
    h("div", {}, term("field", column), ": ", ...fromTo(text(before[column]), text(after[column]))),
  );
}

/** How the event of a card changed, or null. */
export function changed(data: Data, row: number): HTMLElement | null {
  const { changes } = data;
  const found = changes?.rows.filter((change) => change.row === row) ?? [];
  if (!changes || !found.length) return null;
  const list = h("ul.corrections");
  for (const change of found) {
    const item = h("li", {}, h("b", {}, term("change", change.kind)), " ");
    item.append(...difference(data, change));
    list.append(item);
  }
  return h("section.changed", {}, h("h3", {}, title(data)), list);
}

function title(data: Data): string {
  const { since = "", published = false } = data.changes ?? {};
  const on = parseDay(since);
  const day_ = Number.isNaN(on) ? since : day(on);
  return t(published ? "changed_since_published" : "changed_since", { day: day_ });
}

function line(data: Data, change: Change, open: (row: number) => void): HTMLElement {
  const { row } = change;
  const item = h("li", {});
  if (row < 0) {
    const head = [change.day ? days(parseDay(change.day), parseDay(change.day)) : t("undated")];
    head.push(told("", change.what ?? ""), change.place || t("no_place"));
    item.append(h("span.gone", { dir: "auto" }, head.join(" · ")));
    item.append(h("span.basis", {}, bdi(change.reason || change.source || "")));
    return item;
  }
  const { events } = data;
  const name = told(events.text("event_type", row), events.text("sub_event_type", row));
  const place = events.text("place", row) || t("no_place");
  const on = days(events.first[row], events.last[row]);
  item.append(button("row", {}, bdi(`${on} · ${name} · ${place}`), () => open(row)));
  const what = difference(data, change);
  if (what.length) item.append(h("span.basis", {}, ...what));
  return item;
}

/** The pane: every change by its kind, and a switch that leaves only these events on the map. */
export function changesPane(
  data: Data,
  only: boolean,
  act: { open: (row: number) => void; only: (on: boolean) => void },
): HTMLElement {
  const rows = data.changes?.rows ?? [];
  const all = data.changes?.all ?? 0;
  const pane = h("div.about.changes", {}, h("h2", { dir: "auto" }, title(data)));
  if (rows.some((change) => change.row >= 0)) {
    const turn = button("quiet", { "aria-pressed": String(only) }, t("changed_only"), () =>
      act.only(!only),
    );
    pane.append(h("p", {}, turn));
  } else if (!rows.length) pane.append(h("p.empty", {}, t("nothing_changed")));
  for (const kind of KINDS) {
    const of = rows.filter((change) => change.kind === kind);
    if (!of.length) continue;
    const list = h("ul.plain");
    for (const change of of.slice(0, MOST)) list.append(line(data, change, act.open));
    const head = h("h3", {}, term("change", kind), " ", h("span.count", {}, number(of.length)));
    pane.append(h("section", { "data-kind": kind }, head, list));
    if (of.length > MOST) pane.append(h("p.basis", {}, t("more", { n: of.length - MOST })));
  }
  if (all > rows.length) pane.append(h("p.basis", {}, t("more", { n: all - rows.length })));
  return pane;
}
