// The page as a whole: one state, and everything that is drawn from it.

import type * as L from "leaflet";
import type { Basemap, Data } from "./data";
import { claimFacets, eventFacets } from "./facets";
import { current, days, isLanguage, type Language, t, use } from "./i18n";
import { Scene } from "./map/scene";
import { emptyView, fromHash, toHash, type View } from "./permalink";
import { TextSearch } from "./search";
import { histogram, Selection } from "./select";
import { onSystemTheme, setTheme, theme } from "./theme";
import { card } from "./ui/card";
import { append, bdi, button, h, icon } from "./ui/dom";
import { List, SORTS, type Sort, sorted } from "./ui/list";
import { Menu } from "./ui/menu";
import { aboutPane, Filters, type LayerName, layersPane, legend } from "./ui/side";
import { drawSummary, type Glance } from "./ui/summary";
import { type Range, Timeline } from "./ui/timeline";

type Pane = "list" | "filters" | "layers" | "about";
const PANES: readonly Pane[] = ["list", "filters", "layers", "about"];

const SUN =
  "M8 4.6a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 1 0 0-6.8zM7.4 0h1.2v2.6H7.4zM7.4 13.4h1.2V16H7.4zM0 7.4h2.6v1.2H0zM13.4 7.4H16v1.2h-2.6zM2 2.9l.9-.9 1.8 1.9-.8.8zM11.3 12.1l.8-.8L14 13.1l-.9.9zM13.1 2l.9.9-1.9 1.8-.8-.8zM3.9 11.3l.8.8L2.9 14l-.9-.9z";
const HOME =
  "M1.5 5V1.5H5V3H3v2zM11 1.5h3.5V5H13V3h-2zM3 11v2h2v1.5H1.5V11zM13 11h1.5v3.5H11V13h2zM8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z";

/** In a map of fewer events than this everything is unpacked at once. */
const FEW = 20_000;
/** How long a drag has to rest before the list follows it. */
const PAUSE_MS = 120;
const CLAIM_FACETS = ["claimant", "side"];

export class App {
  readonly selection: Selection;
  readonly scene: Scene;
  layers: Set<LayerName>;
  range: Range | null = null;
  /** The row of the open card, or -1. */
  open = -1;
  /** The events that a click found together; empty lists all. */
  here: number[] = [];
  sort: Sort = "date";
  pane: Pane = "list";
  query = "";
  private readonly search: TextSearch;
  private readonly whole: Range;
  private readonly menu: Menu;
  private readonly attribution: readonly string[];
  private glance: Glance = { period: "", shown: 0, toll: "" };
  private claimsRead: Promise<void> | null = null;
  private counted: { version: number; days: Uint32Array } | null = null;
  private asked: View;
  private pause = 0;
  /** Whether changes go into the address. */
  private settled = false;
  private list!: List;
  private filters!: Filters;
  private timeline!: Timeline;
  private readonly root = h("div.app");
  private readonly stage = h("main.stage");
  private readonly summary = h("div.summary", { role: "status" });
  private readonly body = h("div.pane-body", { id: "pane", role: "tabpanel" });
  private readonly tabs = h("div.tabs", { role: "tablist" });
  private readonly controls = h("div.map-controls");
  /** The legend on the map. */
  private readonly key = h("details.key");
  private readonly tip = h("div.tip", { role: "tooltip", hidden: true });
  private readonly searchBox = h("input.search", { type: "search" });

  constructor(
    readonly map: L.Map,
    readonly data: Data,
    base: Basemap,
  ) {
    const { events, info } = data;
    this.selection = new Selection(events.count, events.first, events.last);
    for (const facet of eventFacets(data)) this.selection.add(facet);
    this.search = new TextSearch(data);
    this.whole = this.extent();
    this.scene = new Scene(map, data, base);
    this.layers = new Set(this.scene.has);
    this.attribution = [...base.attribution, ...(info.tiles ? [info.tiles.attribution] : [])];
    this.menu = new Menu(data, this.attribution.join("; "), map.getContainer(), {
      rows: () => this.rows(),
      sort: () => this.sort,
      words: () => this.glance,
    });
    this.asked = fromHash(window.location.hash);
    use(this.language(this.asked.language));
    setTheme(null);
    document.title = info.title;
    document.body.prepend(this.root);
    this.root.toggleAttribute("data-embed", this.asked.embed);
    this.key.open = window.innerWidth > 760;
    this.stage.append(map.getContainer(), this.controls, this.key, this.tip);
    this.listen();
    this.build();
    this.take(this.asked);
    this.update();
    map.invalidateSize({ animate: false });
    this.home(false);
    this.goTo(this.asked);
    this.scene.layers(this.layers);
    const claims = CLAIM_FACETS.some((id) => Object.hasOwn(this.asked.picks, id));
    if (events.count < FEW || claims) void this.readClaims();
    this.settled = true;
  }

  private listen(): void {
    const { map, scene } = this;
    map.getContainer().setAttribute("role", "application");
    map.on("moveend", () => this.note(false));
    scene.onClick((rows) => this.clicked(rows));
    scene.onHover(this.tip);
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(this.stage);
    onSystemTheme(() => this.repaint());
    window.addEventListener("popstate", () => this.apply(fromHash(window.location.hash)));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.escape();
    });
    this.searchBox.addEventListener("input", () => {
      this.query = this.searchBox.value;
      void this.find();
    });
    this.tabs.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const turn = document.documentElement.dir === "rtl" ? -step : step;
      const at = PANES.indexOf(this.pane);
      this.showPane(PANES[(at + turn + PANES.length) % PANES.length], false);
      document.getElementById(`tab-${this.pane}`)?.focus();
    });
  }

  private escape(): void {
    if (this.menu.element.open) this.menu.element.open = false;
    else if (this.open >= 0) this.closeCard(true);
    else if (this.here.length) {
      this.here = [];
      this.showPane("list", true);
    }
  }

  /** First and last day of the map: its period, or what the events span. */
  private extent(): Range {
    const { info, events } = this.data;
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < events.count; i++) {
      if (events.first[i] < from) from = events.first[i];
      if (events.last[i] > to) to = events.last[i];
    }
    const first = info.start ?? Math.min(from, info.end ?? from);
    const last = info.end ?? Math.max(to, info.start ?? to);
    return first <= last && Number.isFinite(last - first) ? [first, last] : [0, 0];
  }

  private language(asked: string): Language {
    const given = this.data.info.languages.filter(isLanguage);
    return given.find((l) => l === asked) ?? given[0] ?? "en";
  }

  private home(animate: boolean): void {
    const roomy = this.stage.clientWidth > 3 * this.key.offsetWidth;
    this.scene.home(animate, this.key.open && roomy ? this.key.offsetWidth : 0);
  }

  private zoneName(id: string): string {
    return this.data.zones.find((z) => z.id === id)?.name ?? id;
  }

  // --- the address ---------------------------------------------------------------------------

  /** The state as it is. */
  private view(): View {
    const { map, data, scene } = this;
    const view = emptyView();
    const { lng, lat } = map.getCenter();
    view.at = [lng, lat, map.getZoom()];
    if (this.range) view.days = [this.range[0], this.range[1]];
    for (const [id, values] of this.selection.picks) view.picks[id] = [...values];
    view.query = this.query.trim();
    view.off = scene.has.filter((name) => !this.layers.has(name));
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

  /** Make a view the state, without drawing it. */
  private take(view: View): void {
    this.asked = view;
    this.layers = new Set(this.scene.has.filter((name) => !view.off.includes(name)));
    this.sort = SORTS.find((sort) => sort === view.sort) ?? "date";
    this.pane = PANES.find((pane) => pane === view.pane) ?? "list";
    this.range = view.days ?? null;
    this.selection.between(this.range);
    this.pickAll(view);
    this.here = [];
    this.query = view.query;
    this.searchBox.value = view.query;
    this.selection.put("text", null);
    if (view.query.trim()) void this.find();
  }

  /** Move the map to where a view looks, and open its event. */
  private goTo(view: View): void {
    if (view.at) {
      const [lon, lat, zoom] = view.at;
      this.map.setView([lat, lon], zoom, { animate: false });
    }
    const row = view.open ? this.data.events.table.find("event_id", view.open) : -1;
    if (row >= 0) this.show(row, !view.at);
    else this.closeCard(false);
  }

  private apply(view: View): void {
    this.settled = false;
    const language = this.language(view.language);
    if (language !== current()) this.speak(language);
    this.take(view);
    this.update();
    this.scene.layers(this.layers);
    this.goTo(view);
    this.settled = true;
  }

  private pickAll(view: View): void {
    for (const { id } of this.selection.facets) {
      this.selection.pick(id, Object.hasOwn(view.picks, id) ? view.picks[id] : []);
    }
  }

  // --- what changes the state ----------------------------------------------------------------

  /** Unpack the claims and make them filters; in a large map this waits until it is asked for. */
  private readClaims(): Promise<void> {
    this.claimsRead ??= this.data.claims().then((claims) => {
      for (const facet of claimFacets(claims)) {
        this.selection.add(facet);
        const asked = this.asked.picks;
        if (Object.hasOwn(asked, facet.id)) this.selection.pick(facet.id, asked[facet.id]);
      }
      this.update();
    });
    return this.claimsRead;
  }

  private async find(): Promise<void> {
    const asked = this.query;
    const mask = asked.trim() ? await this.search.find(asked) : null;
    if (asked !== this.query) return;
    this.selection.put("text", mask);
    this.update();
    this.note(false);
  }

  /** Show these days; while they are still being dragged the list waits for a pause. */
  setRange(range: Range | null, dragging = false): void {
    this.range = range;
    this.selection.between(range);
    this.update(dragging);
  }

  clear(): void {
    this.query = "";
    this.searchBox.value = "";
    this.range = null;
    this.selection.clear();
    this.selection.between(null);
    this.update();
    this.note(true);
  }

  get filtered(): boolean {
    return this.selection.picks.size > 0 || this.query.trim() !== "" || this.range !== null;
  }

  private speak(language: Language): void {
    use(language);
    this.build();
    this.repaint();
  }

  private clicked(rows: number[]): void {
    this.here = rows.length > 1 ? rows : [];
    if (rows.length === 1) return this.show(rows[0], false);
    this.closeCard(false);
    if (rows.length) this.showPane("list", false);
  }

  /** Open an event's card; the map moves if the event is out of sight. */
  show(row: number, move: boolean): void {
    this.open = row;
    this.scene.open(row);
    this.showPane(this.pane, false);
    this.body.replaceChildren(
      card(this.data, row, {
        close: () => this.closeCard(true),
        step: (by) => this.show(this.list.neighbour(row, by), true),
        zoom: (target) => this.scene.zoomTo(target),
        address: () => window.location.href,
      }),
    );
    this.body.scrollTop = 0;
    this.root.dataset.card = "open";
    document.getElementById("card-title")?.focus({ preventScroll: true });
    if (move) this.scene.bringIntoView(row);
    this.note(true);
  }

  closeCard(focus: boolean): void {
    const row = this.open;
    if (row < 0) return;
    this.open = -1;
    this.scene.open(-1);
    delete this.root.dataset.card;
    this.showPane(this.pane, false);
    if (focus && this.pane === "list") this.list.focus(row);
    this.note(true);
  }

  // --- drawing -------------------------------------------------------------------------------

  /** Make everything that holds words; called again when the language changes. */
  private build(): void {
    const { info } = this.data;
    const others = info.languages.filter(isLanguage).filter((l) => l !== current());
    const skip = button("skip", {}, t("skip"), () => this.showPane("list", true));
    const header = h(
      "header.top",
      {},
      skip,
      h("h1", {}, bdi(info.title)),
      this.summary,
      h(
        "div.top-actions",
        {},
        this.menu.element,
        ...others.map((language) =>
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
    this.controls.replaceChildren(
      button("icon", { "aria-label": t("zoom_in") }, "+", () => this.map.zoomIn(1)),
      button("icon", { "aria-label": t("zoom_out") }, "−", () => this.map.zoomOut(1)),
      button("icon", { "aria-label": t("home") }, icon(HOME), () => this.home(true)),
    );
    this.key.replaceChildren(h("summary", {}, t("legend")), legend(this.data));
    this.searchBox.placeholder = t("search");
    this.searchBox.setAttribute("aria-label", t("search"));
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
    this.list = new List(this.data, {
      open: (row) => this.show(row, true),
      hover: (row) => this.scene.hover(row),
      sort: (sort) => this.sortBy(sort),
    });
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
      } else waiting = requestAnimationFrame(() => this.setRange(range, true));
    });
    const panel = h(
      "aside.panel",
      { "aria-label": t("list") },
      h("div.panel-top", {}, this.searchBox, this.tabs),
      this.body,
    );
    // What stands after a colon explains the source; the whole is in the pane "about".
    const short = this.attribution.map((line) => line.split(":")[0]);
    this.stage.querySelector(".credit")?.remove();
    this.stage.append(h("p.credit", {}, short.join(" · ")));
    this.body.replaceChildren();
    this.root.replaceChildren(header, this.stage, this.timeline.element, panel);
  }

  private repaint(): void {
    this.scene.repaint();
    this.key.lastElementChild?.replaceWith(legend(this.data));
    this.body.replaceChildren();
    this.update();
    if (this.open >= 0) this.show(this.open, false);
  }

  /** Draw everything anew from the state. */
  update(dragging = false): void {
    const { selection, whole } = this;
    const { events } = this.data;
    const range = this.range ?? whole;
    this.scene.show(selection.visible, range);
    if (this.counted?.version !== selection.version) {
      const shown = selection.without("time");
      this.counted = {
        version: selection.version,
        days: histogram(events.first, events.last, shown, whole[0], whole[1]),
      };
    }
    this.timeline.show(this.counted.days, this.range);
    const { visible, shown } = selection;
    const clear = this.filtered ? () => this.clear() : null;
    this.glance = drawSummary(this.summary, events, { visible, shown }, range, clear);
    window.clearTimeout(this.pause);
    if (dragging) {
      this.pause = window.setTimeout(() => this.update(), PAUSE_MS);
      return;
    }
    this.menu.draw(shown);
    const [from, to] = range;
    const words = t("map_words", { n: shown, from: days(from, from), to: days(to, to) });
    this.map.getContainer().setAttribute("aria-label", words);
    this.showPane(this.pane, false);
  }

  /** The shown events, by first day. */
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
    for (const tab of this.tabs.children as HTMLCollectionOf<HTMLElement>) {
      const chosen = tab.dataset.pane === pane;
      tab.setAttribute("aria-selected", String(chosen && this.open < 0));
      tab.tabIndex = chosen ? 0 : -1;
    }
    this.body.setAttribute("aria-labelledby", `tab-${pane}`);
    if (this.open >= 0) return;
    if (pane === "list") this.drawList();
    else this.drawPane(pane, turned);
    if (focus) this.list.element.querySelector<HTMLElement>("button")?.focus();
  }

  private drawPane(pane: Pane, turned: boolean): void {
    const top = turned ? 0 : this.body.scrollTop;
    if (pane === "filters") {
      void this.readClaims();
      this.filters.draw();
      this.body.replaceChildren(this.filters.element);
    } else if (pane === "layers") this.drawLayers();
    else if (turned || !this.body.querySelector(".about")) {
      const open = (row: number): void => this.show(row, true);
      this.body.replaceChildren(aboutPane(this.data, this.attribution, open));
    }
    this.body.scrollTop = top;
  }

  private drawLayers(): void {
    const toggle = (name: LayerName, on: boolean): void => {
      if (on) this.layers.add(name);
      else this.layers.delete(name);
      this.scene.layers(this.layers);
      this.note(true);
    };
    const { scene, layers } = this;
    this.body.replaceChildren(layersPane(this.data, scene.has, layers, toggle, scene.zones.shown));
  }

  private sortBy(sort: Sort): void {
    this.sort = sort;
    this.drawList();
    this.note(false);
  }

  private drawList(): void {
    const together = this.here.filter((row) => this.selection.visible[row]);
    const rows = together.length
      ? Uint32Array.from(together)
      : sorted(this.data, this.rows(), this.sort);
    const bar = h("div.list-bar");
    if (together.length) {
      append(
        bar,
        h("span", {}, t("here_n", { n: rows.length })),
        button("quiet", {}, t("back"), () => {
          this.here = [];
          this.drawList();
        }),
      );
    } else append(bar, h("span", {}, t("n_events", { n: rows.length })), this.listTools());
    this.body.replaceChildren(bar, this.list.element);
    if (!rows.length) {
      this.body.append(h("p.empty", {}, this.data.events.count ? t("nothing") : t("no_events")));
    }
    this.list.sort = this.sort;
    this.list.mode = this.root.dataset.view === "table" ? "table" : "list";
    this.list.show(rows, this.open);
  }

  private listTools(): HTMLElement {
    const select = h("select", { "aria-label": t("sort") });
    for (const sort of SORTS) {
      const option = h("option", { value: sort }, t(`sort_${sort}` as const));
      option.selected = sort === this.sort;
      select.append(option);
    }
    select.addEventListener("change", () => this.sortBy(select.value as Sort));
    const table = this.root.dataset.view === "table";
    const turn = button("quiet", { "aria-pressed": String(table) }, t("table"), () => {
      if (table) delete this.root.dataset.view;
      else this.root.dataset.view = "table";
      this.drawList();
    });
    return h("span.list-tools", {}, select, turn);
  }
}
