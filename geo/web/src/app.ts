// The page as a whole: one state, and everything that is drawn from it.

import type * as L from "leaflet";
import { type Basemap, type Data, extent } from "./data";
import { claimFacets, eventFacets } from "./facets";
import { current, days, isLanguage, type Language, t, use } from "./i18n";
import { Scene } from "./map/scene";
import { Names } from "./names";
import { emptyView, fromHash, toHash, type View, write } from "./permalink";
import { TextSearch } from "./search";
import { histogram, Selection } from "./select";
import { onSystemTheme, setTheme, theme } from "./theme";
import { card } from "./ui/card";
import { changedKinds, changeFacet, changesPane } from "./ui/changes";
import { h } from "./ui/dom";
import { header, mapButtons } from "./ui/header";
import { legend } from "./ui/legend";
import { List, SORTS, type Sort, sorted } from "./ui/list";
import { drawListPane } from "./ui/listpane";
import { Menu } from "./ui/menu";
import { isPane, isRoomy, type Pane, Panel } from "./ui/panel";
import { Paper } from "./ui/paper";
import { aboutPane, Filters, type LayerName, layersPane } from "./ui/side";
import { storyPane } from "./ui/story";
import { drawSummary, type Glance } from "./ui/summary";
import { isMode, type Range, Timeline } from "./ui/timeline";
import { withheldLines } from "./ui/withheld";

/** In a map of fewer events than this everything is unpacked at once. */
const FEW = 20_000;
/** How long a drag has to rest before the list follows it. */
const PAUSE_MS = 120;
const CLAIM_FACETS = ["claimant", "side"];

/** The first word of a credit: whom it names. */
const giver = (line: string): string => line.split(/[\s,(]/)[0];

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
  pane: Pane;
  query = "";
  /** The step of the story. */
  step = 0;
  table = false;
  private readonly search: TextSearch;
  private readonly whole: Range;
  private readonly menu: Menu;
  private readonly attribution: readonly string[];
  private readonly names: Names;
  private readonly paper: Paper;
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
  private readonly panel: Panel;
  private readonly body: HTMLElement;
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
    this.whole = extent(data);
    this.scene = new Scene(map, data, base);
    this.layers = new Set(this.scene.has);
    const tiles = info.tiles ? [info.tiles.attribution] : [];
    this.attribution = [...base.attribution, ...tiles, ...info.credits];
    this.names = new Names(base);
    this.search = new TextSearch(data, this.names);
    this.paper = new Paper(map, this.root, this.key);
    // What is taken along says what it lacks, too.
    const credit = [...this.attribution, ...withheldLines(info.withheld)];
    this.menu = new Menu(data, this.names, credit.join("; "), map.getContainer(), {
      rows: () => this.rows(),
      sort: () => this.sort,
      words: () => this.glance,
      legend: () => this.shownNow(),
      onPaper: (on) => {
        this.settled = false;
        this.paper.turn(on);
        this.drawKey();
        this.scene.repaintNow();
        this.settled = true;
      },
    });
    const changes = changeFacet(data);
    if (changes) this.selection.add(changes);
    const panes = Panel.panesOf({ story: info.story.length > 0, changes: changes !== null });
    this.pane = panes[0];
    this.panel = new Panel(this.root, panes, this.searchBox, (pane) => {
      this.closeCard(false);
      if (pane === "story" && this.pane !== "story") return this.tell(this.step, true);
      this.showPane(pane, false);
      this.note(false);
    });
    this.body = this.panel.body;
    this.asked = fromHash(window.location.hash);
    this.asked = this.addressed();
    use(this.language(this.asked.language));
    setTheme(null);
    document.title = info.title;
    document.body.prepend(this.root);
    this.root.toggleAttribute("data-embed", this.asked.embed);
    this.key.open = isRoomy() && !this.asked.table;
    this.stage.append(map.getContainer(), this.controls, this.key, this.tip);
    this.scene.covering = [this.key, this.controls];
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
    window.addEventListener("popstate", () => this.apply(this.addressed()));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.escape();
    });
    this.searchBox.addEventListener("input", () => {
      this.query = this.searchBox.value;
      void this.find();
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

  /** The view that the address asks for; the story brings its own, and begins where nothing is asked. */
  private addressed(): View {
    const { hash } = window.location;
    const asked = fromHash(hash);
    const { length } = this.data.info.story;
    if (!length || (hash && (asked.pane !== "story" || asked.at))) return asked;
    const step = Math.max(0, Math.min(length, asked.step) - 1);
    return { ...this.stepView(step), language: asked.language, embed: asked.embed };
  }

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
    view.time = this.timeline.mode === "range" ? "" : this.timeline.mode;
    view.table = this.table;
    view.step = this.pane === "story" ? this.step + 1 : 0;
    view.language = current() === this.language("") ? "" : current();
    view.embed = this.root.hasAttribute("data-embed");
    return view;
  }

  /** Write the state into the address; a step that a reader may want to undo is remembered. */
  private note(step: boolean): void {
    if (!this.settled) return;
    write(toHash(this.view()), step);
  }

  /** Make a view the state, without drawing it. */
  private take(view: View): void {
    this.asked = view;
    this.layers = new Set(this.scene.has.filter((name) => !view.off.includes(name)));
    this.sort = SORTS.find((sort) => sort === view.sort) ?? "date";
    this.step = Math.max(0, Math.min(this.data.info.story.length, view.step) - 1);
    this.pane = isPane(view.pane) ? view.pane : "list";
    if (this.pane === "story" && !this.data.info.story.length) this.pane = "list";
    if (this.pane === "changes" && !this.data.changes) this.pane = "list";
    this.table = view.table;
    this.timeline.mode = isMode(view.time) ? view.time : "range";
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
    } else if (this.pane === "story") this.home(true);
    const row = view.open ? this.data.events.table.find("event_id", view.open) : -1;
    if (this.pane === "story") {
      this.closeCard(false);
      this.scene.open(row);
      if (row >= 0 && !view.at) this.scene.bringIntoView(row);
    } else if (row >= 0) this.show(row, !view.at);
    else this.closeCard(false);
  }

  // --- the story -----------------------------------------------------------------------------

  /** The view of a step; what it does not say is as when the map opens. */
  private stepView(step: number): View {
    const view = fromHash(this.data.info.story[step].view);
    const { language, embed } = this.asked;
    return { ...view, pane: "story", step: step + 1, language, embed };
  }

  /** Go to a step of the story. */
  tell(step: number, focus: boolean): void {
    this.asked = { ...this.asked, language: current() === this.language("") ? "" : current() };
    const view = this.stepView(step);
    this.apply(view);
    this.note(true);
    if (focus) document.getElementById("story-title")?.focus({ preventScroll: true });
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
      const { picks } = this.asked;
      let picked = false;
      for (const facet of claimFacets(claims)) {
        this.selection.add(facet);
        if (!Object.hasOwn(picks, facet.id)) continue;
        this.selection.pick(facet.id, picks[facet.id]);
        picked = true;
      }
      if (picked) this.update();
      else if (this.pane === "filters") this.showPane("filters", false);
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
    this.panel.raise();
    this.body.replaceChildren(
      card(this.data, row, this.names, {
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
    const head = header({
      title: info.title,
      languages: info.languages,
      summary: this.summary,
      menu: this.menu.element,
      skip: () => this.showPane("list", true),
      speak: (language) => {
        this.speak(language);
        this.note(true);
      },
      turnTheme: () => {
        setTheme(theme() === "dark" ? "light" : "dark");
        this.repaint();
      },
    });
    this.controls.replaceChildren(
      ...mapButtons(
        (by) => this.map.setZoom(this.map.getZoom() + by),
        () => this.home(true),
      ),
    );
    this.key.replaceChildren(h("summary", {}, t("legend")), h("div"));
    this.searchBox.placeholder = t("search");
    this.searchBox.setAttribute("aria-label", t("search"));
    this.list = new List(this.data, this.names, {
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
    const mode = this.timeline?.mode ?? "range";
    this.timeline = new Timeline(this.whole, (range, done) => {
      this.range = range;
      cancelAnimationFrame(waiting);
      if (done) {
        this.setRange(range);
        this.note(true);
      } else waiting = requestAnimationFrame(() => this.setRange(range, true));
    });
    this.timeline.mode = mode;
    this.panel.build();
    // What stands after a colon explains the source; the whole is in the pane "about".
    const short = this.attribution
      .map((line) => line.split(":")[0])
      // one who gave several things is named once here, and with each of them there
      .filter((line, i, all) => all.findIndex((l) => giver(l) === giver(line)) === i);
    if (info.withheld) short.unshift(t("withheld_short"));
    this.stage.querySelector(".credit")?.remove();
    this.stage.append(h("p.credit", {}, short.join(" · ")));
    this.body.replaceChildren();
    this.root.replaceChildren(head, this.stage, this.timeline.element, this.panel.element);
  }

  private repaint(): void {
    this.scene.repaint();
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
    this.glance = drawSummary(this.summary, this.data, { visible, shown }, range, clear);
    window.clearTimeout(this.pause);
    if (dragging) {
      this.pause = window.setTimeout(() => this.update(), PAUSE_MS);
      return;
    }
    this.drawKey();
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

  /** What the legend has to explain. */
  private shownNow(): Parameters<typeof legend>[1] {
    const { layers, scene, selection } = this;
    return { visible: selection.visible, layers, zones: scene.zones.shown };
  }

  private drawKey(): void {
    this.key.lastElementChild?.replaceWith(legend(this.data, this.shownNow()));
  }

  private showPane(pane: Pane, focus: boolean): void {
    const turned = this.pane !== pane;
    this.pane = pane;
    this.panel.mark(pane, this.open >= 0);
    this.root.toggleAttribute("data-table", pane === "list" && this.table);
    if (this.open >= 0) return;
    if (pane === "list") this.drawList();
    else this.drawPane(pane, turned);
    if (focus) this.list.element.querySelector<HTMLElement>("button")?.focus();
  }

  private drawPane(pane: Pane, turned: boolean): void {
    const top = turned ? 0 : this.body.scrollTop;
    if (pane === "story") {
      const go = (step: number): void => this.tell(step, true);
      this.body.replaceChildren(storyPane(this.data.info.story, this.step, go));
    } else if (pane === "filters") {
      void this.readClaims();
      this.filters.draw();
      this.body.replaceChildren(this.filters.element);
    } else if (pane === "layers") this.drawLayers();
    else if (pane === "changes") this.drawChanges();
    else if (turned || !this.body.querySelector(".about")) {
      const open = (row: number): void => this.show(row, true);
      this.body.replaceChildren(aboutPane(this.data, this.attribution, open));
    }
    this.body.scrollTop = top;
  }

  private drawChanges(): void {
    const picked = this.selection.picks.has("changed");
    const only = (on: boolean): void => {
      this.selection.pick("changed", on ? changedKinds(this.data) : []);
      this.update();
      this.note(true);
      this.body.querySelector<HTMLElement>("[aria-pressed]")?.focus();
    };
    this.body.replaceChildren(
      changesPane(this.data, picked, { open: (row) => this.show(row, true), only }),
    );
  }

  private drawLayers(): void {
    const toggle = (name: LayerName, on: boolean): void => {
      if (on) this.layers.add(name);
      else this.layers.delete(name);
      this.scene.layers(this.layers);
      this.drawKey();
      this.note(true);
    };
    const { scene, layers } = this;
    this.body.replaceChildren(layersPane(this.data, scene.has, layers, toggle, scene.zones.shown));
  }

  private drawList(): void {
    const together = this.here.filter((row) => this.selection.visible[row]);
    drawListPane(this.body, {
      list: this.list,
      rows: together.length
        ? Uint32Array.from(together)
        : sorted(this.data, this.rows(), this.sort),
      open: this.open,
      sort: this.sort,
      table: this.table,
      together: together.length > 0,
      any: this.data.events.count > 0,
      sortBy: (sort) => this.sortBy(sort),
      turn: (table) => {
        this.table = table;
        this.key.open = !table && isRoomy();
        this.showPane("list", false);
        this.note(false);
      },
      all: () => {
        this.here = [];
        this.drawList();
      },
    });
  }

  private sortBy(sort: Sort): void {
    this.sort = sort;
    this.drawList();
    this.note(false);
  }
}
