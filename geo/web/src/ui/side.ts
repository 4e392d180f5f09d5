// The panes beside the list: filters, layers with the legend, and what the map was made from.

import type { Table } from "../codec";
import type { Data } from "../data";
import { Mark } from "../data";
import { counted, distance, type Key, number, t, term, validity } from "../i18n";
import type { Selection } from "../select";
import { colourOf, markPath } from "../theme";
import { bdi, button, h, icon, link } from "./dom";
import { withheldLines } from "./withheld";

const FEW = 6;

/** From how many events on circles may stand for crowds. */
export const CROWD = 20_000;
const TERMS: Record<string, string> = {
  type: "type",
  sub: "sub",
  verification: "verification",
  side: "side",
  fit: "fit",
  precision: "precision",
  deaths: "deaths",
  changed: "change",
};

/** The filters with how many events each choice would show. */
export class Filters {
  readonly element = h("div.filters");
  private readonly unfolded = new Set<string>();

  constructor(
    private readonly selection: Selection,
    private readonly zoneName: (id: string) => string,
    private readonly change: () => void,
  ) {}

  draw(): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.choice;
    const open = new Map(
      [...this.element.querySelectorAll("details")].map((d) => [d.dataset.facet, d.open] as const),
    );
    this.element.replaceChildren();
    for (const facet of this.selection.facets) {
      const chosen = this.selection.picks.get(facet.id) ?? new Set<string>();
      const useful = facet.values.filter((v) => v !== "").length > (chosen.size ? 0 : 1);
      if (!useful) continue;
      const counts = this.selection.counts(facet.id);
      const order = [...facet.values.keys()]
        .filter((i) => facet.values[i] !== "" || counts[i])
        .filter((i) => counts[i] || chosen.has(facet.values[i]));
      if (!["deaths", "precision"].includes(facet.id)) order.sort((a, b) => counts[b] - counts[a]);
      const all = this.unfolded.has(facet.id);
      const body = h("div.choices", { role: "group" });
      for (const i of all ? order : order.slice(0, FEW)) {
        body.append(this.choice(facet.id, facet.values[i], counts[i], chosen));
      }
      if (order.length > FEW) {
        body.append(
          button("quiet more", {}, all ? t("less") : t("more", { n: order.length - FEW }), () => {
            if (all) this.unfolded.delete(facet.id);
            else this.unfolded.add(facet.id);
            this.draw();
          }),
        );
      }
      const details = h(
        "details",
        { "data-facet": facet.id },
        h(
          "summary",
          {},
          t(`facet_${facet.id}` as Key),
          chosen.size ? h("span.badge", {}, number(chosen.size)) : null,
        ),
        body,
      );
      details.open = open.get(facet.id) ?? (facet.id === "type" || chosen.size > 0);
      this.element.append(details);
    }
    if (focused) {
      this.element.querySelector<HTMLElement>(`[data-choice="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  private words(id: string, value: string): Node | string {
    if (id === "zone" && value) return bdi(this.zoneName(value));
    return id in TERMS ? term(TERMS[id], value) : value ? bdi(value) : t("none");
  }

  private choice(id: string, value: string, count: number, chosen: Set<string>): HTMLElement {
    const box = h("input", { type: "checkbox", "data-choice": `${id}:${value}` });
    box.checked = chosen.has(value);
    box.addEventListener("change", () => {
      const next = new Set(this.selection.picks.get(id) ?? []);
      if (box.checked) next.add(value);
      else next.delete(value);
      this.selection.pick(id, next);
      this.change();
    });
    const mark = id === "type" ? icon(markPath(value), 14) : null;
    if (mark) mark.style.fill = colourOf(value);
    return h(
      "label.choice",
      {},
      box,
      mark,
      h("span.choice-name", {}, this.words(id, value)),
      h("span.count", {}, number(count)),
    );
  }
}

export type LayerName = "zones" | "sites" | "lines" | "labels" | "admin" | "density" | "tiles";

/** Switches for the layers, and what the signs on the map mean. */
export function layersPane(
  data: Data,
  has: readonly LayerName[],
  on: ReadonlySet<LayerName>,
  toggle: (name: LayerName, on: boolean) => void,
  zonesShown: readonly { id: string }[],
): HTMLElement {
  const switches = h("div.choices", { role: "group", "aria-label": t("layers") });
  for (const name of has) {
    const box = h("input", { type: "checkbox", "data-layer": name });
    box.checked = on.has(name);
    box.addEventListener("change", () => toggle(name, box.checked));
    switches.append(
      h("label.choice", {}, box, h("span.choice-name", {}, t(`layer_${name}` as Key))),
    );
  }
  const shown = new Set(zonesShown.map((z) => z.id));
  const zones = h("ul.zones");
  for (const zone of has.includes("zones") ? data.zones : []) {
    const details = h(
      "details",
      {},
      h(
        "summary",
        {},
        h("span.zone-name", {}, bdi(zone.name)),
        h("span.zone-when", {}, validity(zone.start, zone.end)),
      ),
      h(
        "dl",
        {},
        ...(
          [
            ["accuracy", zone.accuracy],
            ["legal", zone.legal],
            ["method", zone.method],
            ["source", zone.source],
          ] as const
        ).flatMap(([key, value]) =>
          value ? [h("div.field", {}, h("dt", {}, t(key)), h("dd", { dir: "auto" }, value))] : [],
        ),
      ),
    );
    if (zone.accuracy_m) {
      details.append(h("p.edge", {}, t("accuracy_edge", { distance: distance(zone.accuracy_m) })));
    }
    zones.append(h("li", { "data-in-force": shown.has(zone.id) }, details));
  }
  return h(
    "div.layers",
    {},
    h("section", {}, h("h2", {}, t("layers")), switches),
    data.zones.length ? h("section", {}, h("h2", {}, t("layer_zones")), zones) : null,
  );
}

/** Where the map itself comes from: the basemap, and each layer's own sources. */
function layerSources(data: Data, attribution: readonly string[]): HTMLElement {
  const list = h("ul.plain", {}, ...attribution.map((line) => h("li", {}, bdi(line))));
  for (const name of ["zones", "sites", "lines"] as const) {
    const parts = data[name].flatMap((one) => one.source.split(";").map((part) => part.trim()));
    const sources = [...new Set(parts.filter(Boolean))].sort();
    if (!sources.length) continue;
    list.append(h("li", {}, h("span.from", {}, t(`layer_${name}`)), bdi(sources.join("; "))));
  }
  return list;
}

/** The stage of rows that lost nothing (geo/tables/sheet.py). */
const MENDED = "mended";
const MOST_LISTED = 500;

/** The rows left out of one kind, the first of them as a list, and how many there are. */
function listed(
  rows: Table,
  wanted: (stage: string) => boolean,
): { list: HTMLElement; count: number } {
  const list = h("ul.plain");
  let count = 0;
  for (let i = 0; i < rows.rows; i++) {
    if (!wanted(rows.text("stage", i)) || ++count > MOST_LISTED) continue;
    list.append(
      h(
        "li",
        {},
        h("span.from", {}, bdi(rows.text("source", i)), " ", bdi(rows.text("locator", i))),
        h("span.reason", { dir: "auto" }, rows.text("reason", i)),
      ),
    );
  }
  return { list, count };
}

function rowsSection(
  name: "left_out" | "mended",
  { list, count }: { list: HTMLElement; count: number },
): HTMLElement | null {
  if (!count) return null;
  return h(
    "section",
    {},
    h("h2", {}, t(name), h("span.count", {}, number(count))),
    h("p.basis", {}, t(`${name}_note`)),
    list,
  );
}

/** Sources, attribution, what has no place and what was left out. */
export function aboutPane(
  data: Data,
  attribution: readonly string[],
  open: (row: number) => void,
): HTMLElement {
  const { events, leftOut } = data;
  const unplaced = h("ul.plain");
  let without = 0;
  for (let i = 0; i < events.count && without < 500; i++) {
    if (events.mark[i] !== Mark.None) continue;
    without++;
    const place = events.text("place", i);
    const sub = events.text("sub_event_type", i);
    const name = sub ? term("sub", sub) : term("type", events.text("event_type", i));
    unplaced.append(
      h(
        "li",
        {},
        button("row", {}, bdi(place ? `${name} (${place})` : name), () => open(i)),
        h("span.basis", {}, bdi(events.text("place_basis", i))),
      ),
    );
  }
  const left = listed(leftOut, (stage) => stage !== MENDED);
  const mended = listed(leftOut, (stage) => stage === MENDED);
  const sources = h("ul.plain.sources");
  data.claims().then((claims) => {
    const { table } = claims;
    const seen = new Map<string, number>();
    for (let c = 0; c < table.rows; c++) {
      const key = JSON.stringify([
        table.text("source", c) || table.text("report_id", c),
        table.text("url", c),
      ]);
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    const top = [...seen].sort((a, b) => b[1] - a[1]).slice(0, 200);
    for (const [key, n] of top) {
      const [name, url] = JSON.parse(key) as [string, string];
      sources.append(
        h("li", {}, link(url, bdi(name || t("none"))), h("span.count", {}, number(n))),
      );
    }
  });
  const counts = Object.entries(data.info.counts)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => counted(name, n))
    .join(t("comma"));
  const withheld = withheldLines(data.info.withheld);
  return h(
    "div.about",
    {},
    data.info.description ? h("p", { dir: "auto" }, data.info.description) : null,
    withheld.length
      ? h(
          "section.withheld",
          {},
          h("h2", {}, t("withheld")),
          h("ul.plain", {}, ...withheld.map((line) => h("li", {}, bdi(line)))),
        )
      : null,
    counts ? h("p.built", {}, t("built_from", { what: counts })) : null,
    h("section", {}, h("h2", {}, t("sources")), sources),
    h("section", {}, h("h2", {}, t("attribution")), layerSources(data, attribution)),
    without
      ? h(
          "section",
          {},
          h("h2", {}, t("without_place"), h("span.count", {}, number(without))),
          h("p.basis", {}, t("without_place_note")),
          unplaced,
        )
      : null,
    rowsSection("left_out", left),
    rowsSection("mended", mended),
  );
}
