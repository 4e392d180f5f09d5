// The page as a whole: one state, and everything that is drawn from it.

import * as L from "leaflet";
import { type Basemap, type Data, Mark } from "./data";
import { give, toCsv, toGeoJson } from "./export";
import { claimFacets, eventFacets } from "./facets";
import { current, days, isLanguage, type Language, t, term, use } from "./i18n";
import { BasemapLayer, NamesLayer } from "./map/basemap";
import type { CanvasLayer } from "./map/canvas";
import { DoubtLayer, EventsLayer, FocusLayer } from "./map/events";
import { EdgesLayer, inForce, LinesLayer, SitesLayer, ZonesLayer } from "./map/overlays";
import { worldLat, worldLon, worldX, worldY } from "./mercator";
import { emptyView, fromHash, toHash, type View } from "./permalink";
import { glance, picture } from "./picture";
import { TextSearch } from "./search";
import { histogram, Selection } from "./select";
import { onSystemTheme, setTheme, theme } from "./theme";
import { claimedLosses, tolls, tollWords } from "./toll";
import { card } from "./ui/card";
import { append, bdi, button, h, icon } from "./ui/dom";
import { List, SORTS, type Sort, sorted, TABLE_COLUMNS, tableCells } from "./ui/list";
import { aboutPane, Filters, type LayerName, layersPane } from "./ui/side";
import { type Range, Timeline } from "./ui/timeline";

type Pane = "list" | "filters" | "layers" | "about";
const PANES: readonly Pane[] = ["list", "filters", "layers", "about"];
const PANE_ORDER = [
  "ground",
  "lines",
  "doubt",
  "zones",
  "sites",
  "events",
  "edges",
  "focus",
  "names",
] as const;

const SUN =
  "M8 4.6a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 1 0 0-6.8zM7.4 0h1.2v2.6H7.4zM7.4 13.4h1.2V16H7.4zM0 7.4h2.6v1.2H0zM13.4 7.4H16v1.2h-2.6zM2 2.9l.9-.9 1.8 1.9-.8.8zM11.3 12.1l.8-.8L14 13.1l-.9.9zM13.1 2l.9.9-1.9 1.8-.8-.8zM3.9 11.3l.8.8L2.9 14l-.9-.9z";
const HOME =
  "M1.5 5V1.5H5V3H3v2zM11 1.5h3.5V5H13V3h-2zM3 11v2h2v1.5H1.5V11zM13 11h1.5v3.5H11V13h2zM8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z";

/** In a map of fewer events than this everything is unpacked at once. */
const FEW = 20_000;
const CLAIM_FACETS = new Set(["claimant", "side"]);
const claimPicks = ({ picks }: View): View["picks"] =>
  Object.fromEntries(Object.entries(picks).filter(([id]) => CLAIM_FACETS.has(id)));

export class App {
  readonly selection: Selection;
  readonly layers: Set<LayerName>;
  range: Range | null = null;
  open = -1;
  here: number[] = [];
  sort: Sort = "date";
  pane: Pane = "list";
  query = "";
  private readonly ground: BasemapLayer;
  private readonly names: NamesLayer;
  private readonly zones: ZonesLayer;
  private readonly edges: EdgesLayer;
  private readonly doubt: DoubtLayer;
  /** All of them, from below. */
  private readonly all: CanvasLayer[];
  private readonly sites: SitesLayer;
  private readonly lines: LinesLayer;
  private readonly events: EventsLayer;
  private readonly focus: FocusLayer;
  private readonly search: TextSearch;
  private readonly has: LayerName[];
  private readonly whole: Range;
  private claimsRead: Promise<void> | null = null;
  private counted: { version: number; days: Uint32Array } | null = null;
  private list!: List;
  private filters!: Filters;
  private timeline!: Timeline;
  private readonly root = h("div.app");
  private readonly stage = h("main.stage");
  private readonly summary = h("div.summary", { role: "status" });
  private readonly body = h("div.pane-body");
  private readonly tabs = h("div.tabs", { role: "tablist" });
  private readonly controls = h("div.map-controls");
  private readonly menu = h("details.menu");
  private readonly announce = h("p.announce", { "aria-live": "polite" });
  private asked: View = emptyView();
  private settled = false;
  private readonly tip = h("div.tip", { role: "tooltip", hidden: true });

  constructor(
    readonly map: L.Map,
    readonly data: Data,
    readonly base: Basemap,
  ) {
    const { events, info } = data;
    this.selection = new Selection(events.count, events.first, events.last);
    for (const facet of eventFacets(data)) this.selection.add(facet);
    this.search = new TextSearch(data);
    this.whole = this.extent();
    this.has = (["zones", "sites", "lines"] as const).filter((name) => data[name].length > 0);
    if (base.layers.some((l) => l.name === "admin1")) this.has.push("admin");
    this.has.push("labels");
    if (events.count > FEW) this.has.push("density");
    this.layers = new Set(this.has);
    for (const [i, name] of PANE_ORDER.entries()) {
      const pane = map.createPane(name);
      pane.style.zIndex = String(300 + i * 10);
      pane.style.pointerEvents = "none";
    }
    this.ground = new BasemapLayer(base, info.base_box);
    this.names = new NamesLayer(this.ground);
    this.zones = new ZonesLayer(data.zones);
    this.sites = new SitesLayer(data.sites);
    this.lines = new LinesLayer(data.lines);
    this.events = new EventsLayer(data);
    this.focus = new FocusLayer(data);
    this.edges = new EdgesLayer(this.zones);
    this.doubt = new DoubtLayer(data, this.events);
    const { ground, lines, doubt, zones, sites, edges, focus, names } = this;
    this.all = [ground, lines, doubt, zones, sites, this.events, edges, focus, names];
    this.asked = fromHash(window.location.hash);
    use(this.language(this.asked.language));
    setTheme(null);
    document.title = info.title;
    document.body.prepend(this.root);
    this.stage.append(map.getContainer());
    this.build();
    this.names.taken = (view) => [
      ...this.events.boxes(view),
      ...(this.layers.has("lines") ? this.lines.boxes : []),
    ];
    this.root.toggleAttribute("data-embed", this.asked.embed);
    this.update();
    map.invalidateSize({ animate: false });
    this.goHome(false);
    for (const layer of this.all) layer.addTo(map);
    this.apply(this.asked);
    this.pointer();
    this.keys();
    onSystemTheme(() => this.repaint());
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(this.stage);
    if (events.count < FEW || Object.keys(this.asked.picks).some((id) => CLAIM_FACETS.has(id))) {
      void this.readClaims();
    }
    this.settled = true;
    map.on("moveend", () => this.note(false));
    window.addEventListener("popstate", () => this.apply(fromHash(window.location.hash)));
    window.addEventListener("beforeprint", () => this.printTable(true));
    window.addEventListener("afterprint", () => this.printTable(false));
  }

  /** Unpack the claims and make them filters; in a large map this waits until it is asked for. */
  private readClaims(): Promise<void> {
    this.claimsRead ??= this.data.claims().then((claims) => {
      const asked = this.view().picks;
      for (const facet of claimFacets(claims)) this.selection.add(facet);
      this.pickAll({ ...this.asked, picks: { ...asked, ...claimPicks(this.asked) } });
      this.update();
    });
    return this.claimsRead;
  }

  /** First and last day of the map: its period, and what reaches beyond. */
  private extent(): Range {
    const { info, events } = this.data;
    let from = info.start ?? Number.POSITIVE_INFINITY;
    let to = info.end ?? Number.NEGATIVE_INFINITY;
    for (let i = 0; i < events.count; i++) {
      if (info.start === null && events.first[i] < from) from = events.first[i];
      if (info.end === null && events.last[i] > to) to = events.last[i];
    }
    if (from > to) return [from > 1e9 ? 0 : from, from > 1e9 ? 0 : from];
    return [from, to];
  }

  private language(asked: string): Language {
    const given = this.data.info.languages.filter(isLanguage);
    return given.find((l) => l === asked) ?? given[0] ?? "en";
  }

  /** The state as it is, for the address. */
  private view(): View {
    const { map, data } = this;
    const view = emptyView();
    const { lng, lat } = map.getCenter();
    view.at = [lng, lat, map.getZoom()];
    if (this.range) view.days = [this.range[0], this.range[1]];
    for (const [id, values] of this.selection.picks) view.picks[id] = [...values];
    view.query = this.query.trim();
    view.off = this.has.filter((name) => !this.layers.has(name));
    view.open = this.open >= 0 ? data.events.id(this.open) : "";
    view.sort = this.sort === "date" ? "" : this.sort;
    view.pane = this.pane === "list" ? "" : this.pane;
    view.language = current() === this.language("") ? "" : current();
    view.embed = this.root.hasAttribute("data-embed");
    return view;
  }

  /** Write the state into the address; a step that a reader may want to undo is remembered. */
  private note(step: boolean): void {
    if (!this.settled) return;
    const hash = toHash(this.view());
    if (hash === window.location.hash) return;
    try {
      if (step) window.history.pushState(null, "", hash);
      else window.history.replaceState(null, "", hash || "#");
    } catch {
      // In a notebook's frame the address can't be written; the map works without it.
    }
  }

  /** Show what an address asks for. */
  private apply(view: View): void {
    const settled = this.settled;
    this.settled = false;
    this.asked = view;
    const language = this.language(view.language);
    if (language !== current()) this.speak(language);
    this.layers.clear();
    for (const name of this.has) if (!view.off.includes(name)) this.layers.add(name);
    this.applyLayers();
    const box = this.root.querySelector<HTMLInputElement>(".search");
    if (box) box.value = view.query;
    this.query = view.query;
    void this.find();
    this.sort = SORTS.find((sort) => sort === view.sort) ?? "date";
    this.pane = PANES.find((pane) => pane === view.pane) ?? "list";
    this.range = view.days ?? null;
    this.selection.between(this.range);
    this.pickAll(view);
    this.here = [];
    const row = view.open ? this.data.events.table.find("event_id", view.open) : -1;
    if (row < 0) this.closeCard(false);
    this.update();
    if (view.at) {
      const [lon, lat, zoom] = view.at;
      this.map.setView([lat, lon], zoom, { animate: false });
    }
    if (row >= 0) this.show(row, !view.at);
    this.settled = settled;
  }

  private pickAll(view: View): void {
    for (const facet of this.selection.facets) {
      this.selection.pick(
        facet.id,
        Object.hasOwn(view.picks, facet.id) ? view.picks[facet.id] : [],
      );
    }
  }

  private keys(): void {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (this.menu.open) this.menu.open = false;
      else if (this.open >= 0) this.closeCard(true);
      else if (this.here.length) {
        this.here = [];
        this.showPane("list", true);
      }
    });
  }

  private get attribution(): string {
    return this.base.attribution.join("; ");
  }

  private drawMenu(): void {
    const { info } = this.data;
    const name = info.slug || "map";
    const attribution = `${info.title}. ${this.attribution}`;
    const act = (label: string, type: string, make: () => Promise<Blob | null>, end: string) =>
      button("menu-item", { "data-download": end }, label, () => {
        this.menu.open = false;
        void make().then((blob) => blob && give(blob, `${name}.${end}`));
        this.announce.textContent = type;
      });
    this.menu.replaceChildren(
      h("summary.menu-name", {}, t("download")),
      h(
        "div.menu-body",
        {},
        h("p.basis", {}, t("selection_n", { n: this.selection.shown })),
        act(
          t("csv"),
          "CSV",
          async () =>
            new Blob([await toCsv(this.data, this.rows(), attribution)], { type: "text/csv" }),
          "csv",
        ),
        act(
          t("geojson"),
          "GeoJSON",
          async () =>
            new Blob([await toGeoJson(this.data, this.rows(), attribution)], {
              type: "application/geo+json",
            }),
          "geojson",
        ),
        act(t("png"), "PNG", () => this.png(), "png"),
        button("menu-item", {}, t("print"), () => {
          this.menu.open = false;
          window.print();
        }),
      ),
    );
  }

  private png(): Promise<Blob | null> {
    const { all } = tolls(this.data.events, this.selection.visible);
    const [from, to] = this.range ?? this.whole;
    return picture(this.map.getContainer(), this.data, {
      title: this.data.info.title,
      glance: glance(days(from, to, "long"), this.selection.shown, tollWords(all)),
      attribution: this.attribution,
    });
  }

  /** The shown events as a plain table, which exists only while the page is printed. */
  private printTable(on: boolean): void {
    this.root.querySelector(".print-table")?.remove();
    if (!on) return;
    const body = h("tbody");
    for (const row of sorted(this.data, this.rows(), this.sort).slice(0, 1000)) {
      body.append(h("tr", {}, ...tableCells(this.data, row).map((cell) => h("td", {}, cell))));
    }
    const heads = TABLE_COLUMNS.map((key) => h("th", { scope: "col" }, t(key)));
    this.root.append(h("table.print-table", {}, h("thead", {}, h("tr", {}, ...heads)), body));
  }

  private goHome(animate: boolean): void {
    const [west, south, east, north] = this.data.info.box;
    this.map.fitBounds(L.latLngBounds([south, west], [north, east]), {
      padding: [36, 36],
      maxZoom: 11,
      animate,
    });
  }

  private zoneName(id: string): string {
    return this.data.zones.find((z) => z.id === id)?.name ?? id;
  }

  /** Make everything that holds words; called again when the language changes. */
  private build(): void {
    const { info } = this.data;
    const others = info.languages.filter(isLanguage).filter((l) => l !== current());
    const header = h(
      "header.top",
      {},
      h("a.skip", { tabindex: 0 }, t("skip")),
      h("h1", {}, bdi(info.title)),
      this.summary,
      h(
        "div.top-actions",
        {},
        this.menu,
        ...others.map((language: Language) =>
          button("quiet", { lang: language }, t("other_language"), () => {
            this.speak(language);
            this.note(true);
          }),
        ),
        button("icon", { "aria-label": t("theme") }, icon(SUN), () => {
          setTheme(theme() === "dark" ? "light" : "dark");
          this.repaint();
        }),
      ),
    );
    header.querySelector(".skip")?.addEventListener("click", () => this.showPane("list", true));
    this.controls.replaceChildren(
      button("icon", { "aria-label": t("zoom_in") }, "+", () => this.map.zoomIn(1)),
      button("icon", { "aria-label": t("zoom_out") }, "−", () => this.map.zoomOut(1)),
      button("icon", { "aria-label": t("home") }, icon(HOME), () => this.goHome(true)),
    );
    const query = h("input.search", {
      type: "search",
      placeholder: t("search"),
      "aria-label": t("search"),
      value: this.query,
    });
    query.addEventListener("input", () => {
      this.query = query.value;
      void this.find();
    });
    this.tabs.replaceChildren(
      ...PANES.map((pane) =>
        button(
          "tab",
          { role: "tab", id: `tab-${pane}`, "data-pane": pane, "aria-controls": "pane" },
          t(pane),
          () => {
            this.closeCard(false);
            this.showPane(pane, false);
            this.note(false);
          },
        ),
      ),
    );
    this.tabs.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const turn = document.documentElement.dir === "rtl" ? -step : step;
      const at = PANES.indexOf(this.pane);
      this.showPane(PANES[(at + turn + PANES.length) % PANES.length], false);
      document.getElementById(`tab-${this.pane}`)?.focus();
    });
    this.list = new List(this.data, {
      open: (row) => this.show(row, true),
      hover: (row) => this.hover(row),
      sort: (sort) => {
        this.sort = sort;
        this.drawList();
        this.note(false);
      },
    });
    this.list.mode = this.root.dataset.view === "table" ? "table" : "list";
    this.filters = new Filters(
      this.selection,
      (id) => this.zoneName(id),
      () => {
        this.update();
        this.note(true);
      },
    );
    let waiting = 0;
    this.timeline = new Timeline(this.whole, (range, done) => {
      this.range = range;
      cancelAnimationFrame(waiting);
      if (done) {
        this.setRange(range);
        this.note(true);
      } else waiting = requestAnimationFrame(() => this.setRange(range));
    });
    const panel = h(
      "aside.panel",
      { "aria-label": t("list") },
      h("div.panel-top", {}, query, this.tabs),
      this.body,
    );
    this.body.id = "pane";
    this.body.setAttribute("role", "tabpanel");
    this.map.getContainer().setAttribute("role", "application");
    this.map.getContainer().setAttribute("aria-label", t("map"));
    this.stage.append(this.controls, this.tip, this.credit());
    this.drawMenu();
    this.root.replaceChildren(header, this.stage, this.timeline.element, panel, this.announce);
  }

  /** The attribution that has to stand on the map itself. */
  private credit(): HTMLElement {
    this.stage.querySelector(".credit")?.remove();
    return h("p.credit", {}, this.base.attribution.join(" · "));
  }

  private speak(language: Language): void {
    use(language);
    this.build();
    this.repaint();
    this.update();
  }

  private repaint(): void {
    for (const layer of this.all) layer.schedule();
    this.update();
  }

  private async find(): Promise<void> {
    const asked = this.query;
    const mask = asked.trim() ? await this.search.find(asked) : null;
    if (asked !== this.query) return;
    this.selection.put("text", mask);
    this.update();
    this.note(false);
  }

  setRange(range: Range | null): void {
    this.range = range;
    this.selection.between(range);
    this.update();
  }

  clear(): void {
    this.query = "";
    this.range = null;
    this.selection.clear();
    this.selection.between(null);
    const box = this.root.querySelector<HTMLInputElement>(".search");
    if (box) box.value = "";
    this.update();
    this.note(true);
  }

  get filtered(): boolean {
    return this.selection.picks.size > 0 || this.query.trim() !== "" || this.range !== null;
  }

  /** Draw everything anew from the state. */
  update(): void {
    const { events } = this.data;
    this.events.visible = this.selection.visible;
    this.events.schedule();
    this.doubt.schedule();
    const range = this.range ?? this.whole;
    this.zones.shown = this.data.zones.filter((zone) => inForce(zone, range));
    this.sites.shown = this.data.sites.filter((site) => inForce(site, range));
    this.zones.schedule();
    this.edges.schedule();
    this.sites.schedule();
    this.names.schedule();
    if (this.counted?.version !== this.selection.version) {
      this.counted = {
        version: this.selection.version,
        days: histogram(
          events.first,
          events.last,
          this.selection.without("time"),
          this.whole[0],
          this.whole[1],
        ),
      };
    }
    this.timeline.show(this.counted.days, this.range);
    this.drawSummary();
    this.drawMenu();
    this.showPane(this.pane, false);
  }

  private drawSummary(): void {
    const { events } = this.data;
    const { visible, shown } = this.selection;
    const { all, by } = tolls(events, visible);
    const [from, to] = this.range ?? this.whole;
    const evidence = h("ul.evidence", { tabindex: 0, "aria-label": t("deaths") });
    for (const { verification, toll } of by) {
      if (toll.events === toll.unknown) continue;
      evidence.append(
        h("li", {}, h("b", {}, tollWords(toll)), " ", bdi(term("verification", verification))),
      );
    }
    if (all.unknown) evidence.append(h("li", {}, t("toll_unknown_n", { n: all.unknown })));
    const claimed = claimedLosses(events, visible);
    if (claimed) evidence.append(h("li", {}, t("party_claims", { n: claimed })));
    const line = h(
      "p.glance",
      {},
      h("span", {}, days(from, to, "long")),
      h(
        "span",
        {},
        h("b", {}, t("n_events", { n: shown })),
        shown < events.count ? ` ${t("of_n", { n: events.count })}` : null,
      ),
      h("span", {}, h("b", {}, tollWords(all))),
    );
    if (this.filtered) line.append(button("quiet clear", {}, t("clear"), () => this.clear()));
    this.summary.replaceChildren(line, evidence);
    this.map
      .getContainer()
      .setAttribute(
        "aria-label",
        t("map_words", { n: shown, from: days(from, from), to: days(to, to) }),
      );
  }

  private rows(): Uint32Array<ArrayBuffer> {
    const { visible } = this.selection;
    const out = new Uint32Array(this.selection.shown);
    let k = 0;
    for (let i = 0; i < visible.length; i++) if (visible[i]) out[k++] = i;
    return out;
  }

  private showPane(pane: Pane, focus: boolean): void {
    const turned = this.pane !== pane;
    this.pane = pane;
    for (const tab of this.tabs.children) {
      const on = (tab as HTMLElement).dataset.pane === pane && this.open < 0;
      tab.setAttribute("aria-selected", String(on));
      (tab as HTMLElement).tabIndex = (tab as HTMLElement).dataset.pane === pane ? 0 : -1;
    }
    this.body.setAttribute("aria-labelledby", `tab-${pane}`);
    if (this.open >= 0) return;
    const top = this.body.scrollTop;
    if (pane === "list") this.drawList();
    else if (pane === "filters") {
      void this.readClaims();
      this.filters.draw();
      this.body.replaceChildren(this.filters.element);
    } else if (pane === "layers") {
      this.body.replaceChildren(
        layersPane(
          this.data,
          this.has,
          this.layers,
          (name, on) => this.switchLayer(name, on),
          this.zones.shown,
        ),
      );
    } else if (turned || !this.body.querySelector(".about")) {
      this.body.replaceChildren(
        aboutPane(this.data, this.base.attribution, (row) => this.show(row, true)),
      );
    }
    this.body.scrollTop = turned ? 0 : top;
    if (focus) this.list.element.querySelector<HTMLElement>("button")?.focus();
  }

  private drawList(): void {
    const rows = this.here.length
      ? Uint32Array.from(this.here.filter((row) => this.selection.visible[row]))
      : sorted(this.data, this.rows(), this.sort);
    const bar = h("div.list-bar");
    if (this.here.length) {
      append(
        bar,
        h("span", {}, t("here_n", { n: rows.length })),
        button("quiet", {}, t("back"), () => {
          this.here = [];
          this.drawList();
        }),
      );
    } else {
      const select = h("select", { "aria-label": t("sort") });
      for (const sort of SORTS) {
        const name = sort === "oldest" ? "sort_oldest" : (`sort_${sort}` as const);
        const option = h("option", { value: sort }, t(name));
        option.selected = sort === this.sort;
        select.append(option);
      }
      select.addEventListener("change", () => {
        this.sort = select.value as Sort;
        this.drawList();
        this.note(false);
      });
      const table = this.root.dataset.view === "table";
      append(
        bar,
        h("span", {}, t("n_events", { n: rows.length })),
        h(
          "span.list-tools",
          {},
          select,
          button("quiet", { "aria-pressed": String(table) }, t("table"), () => {
            if (table) delete this.root.dataset.view;
            else this.root.dataset.view = "table";
            this.list.mode = table ? "list" : "table";
            this.drawList();
          }),
        ),
      );
    }
    this.body.replaceChildren(bar, this.list.element);
    if (!rows.length) {
      this.body.append(h("p.empty", {}, this.data.events.count ? t("nothing") : t("no_events")));
    }
    this.list.sort = this.sort;
    this.list.show(rows, this.open);
  }

  private switchLayer(name: LayerName, on: boolean): void {
    if (on) this.layers.add(name);
    else this.layers.delete(name);
    this.applyLayers();
    this.note(true);
  }

  private applyLayers(): void {
    const pairs: [LayerName, L.Layer][] = [
      ["zones", this.zones],
      ["zones", this.edges],
      ["sites", this.sites],
      ["lines", this.lines],
      ["labels", this.names],
    ];
    for (const [name, layer] of pairs) {
      const on = this.layers.has(name) && (name === "labels" || this.has.includes(name));
      if (on) layer.addTo(this.map);
      else layer.remove();
    }
    this.events.mayCrowd = this.layers.has("density");
    this.events.schedule();
    this.ground.showAdmin = this.layers.has("admin");
    this.ground.schedule();
  }

  hover(row: number): void {
    if (this.focus.hover === row) return;
    this.focus.hover = row;
    this.focus.schedule();
  }

  /** Open an event's card; the map moves if the event is out of sight. */
  show(row: number, move: boolean): void {
    this.open = row;
    this.focus.open = row;
    this.focus.hover = -1;
    this.focus.schedule();
    this.showPane(this.pane, false);
    this.body.replaceChildren(
      card(this.data, row, {
        close: () => this.closeCard(true),
        step: (by) => this.show(this.list.neighbour(row, by), true),
        zoom: (target) => this.zoomTo(target),
        address: () => window.location.href,
      }),
    );
    this.body.scrollTop = 0;
    this.root.dataset.card = "open";
    document.getElementById("card-title")?.focus({ preventScroll: true });
    if (move) this.bringIntoView(row);
    this.note(true);
  }

  closeCard(focus: boolean): void {
    const row = this.open;
    if (row < 0) return;
    this.open = -1;
    this.focus.open = -1;
    this.focus.schedule();
    delete this.root.dataset.card;
    this.showPane(this.pane, false);
    if (focus && this.pane === "list") this.list.focus(row);
    this.note(true);
  }

  private bringIntoView(row: number): void {
    const { events } = this.data;
    if (events.mark[row] === Mark.None) return;
    const at = L.latLng(events.lat[row], events.lon[row]);
    if (events.mark[row] === Mark.Point && !this.map.getBounds().pad(-0.08).contains(at)) {
      this.map.panTo(at);
    }
  }

  private zoomTo(row: number): void {
    const { events, shapes } = this.data;
    const shape = shapes[events.shape[row] - 1];
    const reach = Math.max(events.reach[row] * 2.5, 1 / 40_000);
    const [x, y] = [events.x[row], events.y[row]];
    const [x0, y0, x1, y1] = shape?.bounds ?? [x - reach, y - reach, x + reach, y + reach];
    this.map.fitBounds(L.latLngBounds([worldLat(y1), worldLon(x0)], [worldLat(y0), worldLon(x1)]), {
      padding: [40, 40],
      maxZoom: 13,
    });
  }

  private world(latlng: L.LatLng): [number, number] {
    return [worldX(latlng.lng), worldY(latlng.lat)];
  }

  /** What the map does under a pointer: names on hover, cards and lists on click. */
  private pointer(): void {
    const scale = (): number => 256 * 2 ** this.map.getZoom();
    this.map.on("click", (event: L.LeafletMouseEvent) => {
      const [x, y] = this.world(event.latlng);
      const rows = this.events.pick(x, y, scale());
      const dots = rows.filter((row) => this.data.events.mark[row] === Mark.Point);
      this.tip.hidden = true;
      if (dots.length === 1 || rows.length === 1) this.show(rows[0], false);
      else if (rows.length > 1) {
        this.here = dots.length ? dots : rows;
        this.closeCard(false);
        this.showPane("list", false);
      } else {
        this.here = [];
        this.closeCard(false);
      }
    });
    this.map.on("mousemove", (event: L.LeafletMouseEvent) => {
      const [x, y] = this.world(event.latlng);
      const [row] = this.events.pick(x, y, scale());
      const dot = row !== undefined && this.data.events.mark[row] === Mark.Point;
      this.hover(dot ? row : -1);
      this.map.getContainer().style.cursor = row !== undefined ? "pointer" : "";
      const words = this.words(row, dot, x, y, scale());
      this.tip.hidden = words === "";
      this.tip.textContent = words;
      const { x: left, y: top } = event.containerPoint;
      this.tip.style.transform = `translate(${left + 14}px, ${top + 14}px)`;
    });
    this.map.on("mouseout", () => {
      this.tip.hidden = true;
      this.hover(-1);
    });
  }

  private words(
    row: number | undefined,
    dot: boolean,
    x: number,
    y: number,
    scale: number,
  ): string {
    const { events } = this.data;
    const told = (at: number): string => {
      const sub = events.text("sub_event_type", at);
      const what = sub ? term("sub", sub) : term("type", events.text("event_type", at));
      return [what, events.text("place", at)].filter(Boolean).join(" · ");
    };
    if (row !== undefined && dot) return told(row);
    const [site] = this.layers.has("sites") ? this.sites.near(x, y, 9 / scale) : [];
    if (site) return [site.name, site.status].filter(Boolean).join(" · ");
    if (row !== undefined) return told(row);
    const [line] = this.layers.has("lines") ? this.lines.near(x, y, 5 / scale) : [];
    if (line) return line.name;
    const [zone] = this.layers.has("zones") ? this.zones.at(x, y) : [];
    return zone?.name ?? "";
  }
}
