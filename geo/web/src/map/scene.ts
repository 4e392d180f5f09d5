// All that is drawn on the map, from the ground up, and what a pointer finds there.

import * as L from "leaflet";
import { type Basemap, type Data, Mark } from "../data";
import { days, distance, t, validity } from "../i18n";
import { worldLat, worldLon, worldX, worldY } from "../mercator";
import { calm } from "../theme";
import { bdi, h } from "../ui/dom";
import { told } from "../ui/list";
import { CROWD, type LayerName } from "../ui/side";
import { BasemapLayer, NamesLayer } from "./basemap";
import type { CanvasLayer, View } from "./canvas";
import { DoubtLayer, TagsLayer } from "./doubt";
import { EdgesLayer } from "./edges";
import { EventsLayer } from "./events";
import { FocusLayer } from "./focus";
import { inForce, LinesLayer, SignsLayer, SitesLayer, ZonesLayer } from "./overlays";
import type { Rect } from "./room";

const ORDER = [
  "ground",
  "tiles",
  "lines",
  "doubt",
  "zones",
  "sites",
  "events",
  "edges",
  "focus",
  "signs",
  "tags",
  "names",
] as const;

const same = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

const EDGE = 36; // pixels kept free around the events at first

export class Scene {
  /** The layers that this map has, in the order of their switches. */
  readonly has: LayerName[];
  readonly zones: ZonesLayer;
  private readonly ground: BasemapLayer;
  private readonly names: NamesLayer;
  private readonly edges: EdgesLayer;
  private readonly doubt: DoubtLayer;
  private readonly sites: SitesLayer;
  private readonly lines: LinesLayer;
  private readonly signs: SignsLayer;
  private readonly tags: TagsLayer;
  private readonly events: EventsLayer;
  private readonly focus: FocusLayer;
  private readonly tiles: L.TileLayer | null;
  private readonly switched: readonly (readonly [LayerName, L.Layer])[];
  private readonly written: readonly (readonly [LayerName | null, L.Layer])[];
  private on: ReadonlySet<LayerName> = new Set();
  /** What lies over the map, as the legend. */
  covering: readonly HTMLElement[] = [];

  constructor(
    readonly map: L.Map,
    private readonly data: Data,
    base: Basemap,
  ) {
    const { tiles, base_box } = data.info;
    // Leaflet asks for neither; whoever wants little motion gets none from the map.
    if (calm()) Object.assign(map.options, { inertia: false });
    if (calm()) Object.assign(map, { _zoomAnimated: false });
    for (const [i, name] of ORDER.entries()) {
      const pane = map.createPane(name);
      pane.style.zIndex = String(300 + i * 10);
      pane.style.pointerEvents = "none";
    }
    this.ground = new BasemapLayer(base, base_box);
    this.names = new NamesLayer(this.ground);
    this.zones = new ZonesLayer(data.zones);
    this.sites = new SitesLayer(data.sites);
    this.lines = new LinesLayer(data.lines);
    this.events = new EventsLayer(data);
    this.doubt = new DoubtLayer(data, this.events);
    // What is written last keeps clear of all that came before it.
    const marks = (view: View): Rect[] => [
      ...this.covers(view),
      ...this.events.boxes(view),
      ...(this.on.has("sites") ? this.sites.boxes(view) : []),
    ];
    const edges = (view: View): Rect[] => [
      ...marks(view),
      ...(this.on.has("zones") ? this.edges.boxes : []),
    ];
    const signs = (view: View): Rect[] => [
      ...edges(view),
      ...(this.on.has("lines") ? this.signs.boxes : []),
    ];
    this.edges = new EdgesLayer(this.zones, marks);
    this.signs = new SignsLayer(data.lines, edges);
    this.tags = new TagsLayer(data, this.events, signs);
    this.names.taken = (view) => [...signs(view), ...this.tags.boxes];
    this.focus = new FocusLayer(data);
    this.tiles = tiles ? L.tileLayer(tiles.url, { pane: "tiles", maxZoom: tiles.max_zoom }) : null;
    this.switched = [
      ...(this.tiles ? [["tiles", this.tiles] as const] : []),
      ["lines", this.lines],
      ["zones", this.zones],
      ["sites", this.sites],
    ];
    this.written = [
      ["zones", this.edges],
      ["lines", this.signs],
      [null, this.tags],
      ["labels", this.names],
    ];
    this.has = (["zones", "sites", "lines"] as const).filter((name) => data[name].length > 0);
    if (base.layers.some((layer) => layer.name === "admin1")) this.has.push("admin");
    this.has.push("labels");
    if (data.events.count > CROWD) this.has.push("density");
    if (this.tiles) this.has.push("tiles");
  }

  private covers(view: View): Rect[] {
    const map = this.map.getContainer().getBoundingClientRect();
    const left = (view.width - map.width) / 2 - map.left;
    const top = (view.height - map.height) / 2 - map.top;
    return this.covering.map((element) => {
      const box = element.getBoundingClientRect();
      return [box.left + left, box.top + top, box.right + left, box.bottom + top];
    });
  }

  private get canvases(): CanvasLayer[] {
    const { ground, lines, doubt, zones, sites, events, edges, signs, tags, focus, names } = this;
    return [ground, lines, doubt, zones, sites, events, edges, signs, tags, focus, names];
  }

  /** Put the layers that are `on` on the map. */
  layers(on: ReadonlySet<LayerName>): void {
    this.on = on;
    this.events.mayCrowd = on.has("density");
    this.ground.showAdmin = on.has("admin");
    for (const layer of [this.ground, this.doubt, this.events, this.focus]) {
      if (this.map.hasLayer(layer)) layer.schedule();
      else layer.addTo(this.map);
    }
    // Names are laid one after the other, so they go back onto the map in that order.
    for (const [, layer] of this.written) layer.remove();
    for (const [name, layer] of [...this.switched, ...this.written]) {
      if (!name || on.has(name)) layer.addTo(this.map);
      else layer.remove();
    }
  }

  /** Paint everything anew, as after a change of colours or language. */
  repaint(): void {
    for (const layer of this.canvases) layer.schedule();
  }

  /** Paint everything at once, as before printing, when no frame comes any more. */
  repaintNow(): void {
    for (const layer of this.canvases) if (this.map.hasLayer(layer)) layer.redraw();
  }

  /** Show these events, and what was in force on these days. */
  show(visible: Uint8Array, days: readonly [number, number]): void {
    this.events.visible = visible;
    const zones = this.data.zones.filter((zone) => inForce(zone, days));
    const sites = this.data.sites.filter((site) => inForce(site, days));
    const stale: CanvasLayer[] = [this.events];
    if (!same(sites, this.sites.shown)) stale.push(this.sites);
    if (!same(zones, this.zones.shown)) stale.push(this.zones, this.edges);
    if (this.events.wide.length) stale.push(this.doubt, this.tags);
    // Names keep clear of single marks; among crowds they stay where they are.
    if (this.events.mode === "marks") stale.push(this.names);
    this.zones.shown = zones;
    this.sites.shown = sites;
    for (const layer of stale) layer.schedule();
  }

  open(row: number): void {
    this.focus.open = row;
    this.focus.hover = -1;
    this.focus.schedule();
  }

  hover(row: number): void {
    if (this.focus.hover === row) return;
    this.focus.hover = row;
    this.focus.schedule();
  }

  /** Show all events, clear of what covers the map at its end. */
  home(animate: boolean, covered: number): void {
    const [west, south, east, north] = this.data.info.box;
    const rtl = document.documentElement.dir === "rtl";
    this.map.fitBounds(L.latLngBounds([south, west], [north, east]), {
      paddingTopLeft: [EDGE + (rtl ? covered : 0), EDGE],
      paddingBottomRight: [EDGE + (rtl ? 0 : covered), EDGE],
      maxZoom: 11,
      animate: animate && !calm(),
    });
  }

  bringIntoView(row: number): void {
    const { events } = this.data;
    if (events.mark[row] !== Mark.Point) return;
    const at = L.latLng(events.lat[row], events.lon[row]);
    if (!this.map.getBounds().pad(-0.08).contains(at)) {
      this.map.panTo(at, { animate: !calm() });
    }
  }

  zoomTo(row: number): void {
    const { events, shapes } = this.data;
    const shape = shapes[events.shape[row] - 1];
    const reach = Math.max(events.reach(row) * 2.5, 1 / 40_000);
    const [x, y] = [events.x[row], events.y[row]];
    const [x0, y0, x1, y1] = shape?.bounds ?? [x - reach, y - reach, x + reach, y + reach];
    this.map.fitBounds(L.latLngBounds([worldLat(y1), worldLon(x0)], [worldLat(y0), worldLon(x1)]), {
      padding: [40, 40],
      maxZoom: 13,
      animate: !calm(),
    });
  }

  private isDot(row: number): boolean {
    return [Mark.Point, Mark.Points].includes(this.data.events.mark[row]);
  }

  /** Tell what a click finds: dots, or else what is wide and holds the point. */
  onClick(act: (rows: number[]) => void): void {
    this.map.on("click", ({ latlng }: L.LeafletMouseEvent) => {
      const { dots, rows } = this.find(latlng);
      act(dots.length ? dots : rows);
    });
  }

  /** Name what lies under the pointer or was touched, beside it. */
  onHover(tip: HTMLElement): void {
    const show = ({ latlng, containerPoint: { x, y } }: L.LeafletMouseEvent): void => {
      const { dots, rows } = this.find(latlng);
      this.hover(dots[0] ?? -1);
      this.map.getContainer().style.cursor = rows.length ? "pointer" : "";
      const words = this.words(dots, rows, worldX(latlng.lng), worldY(latlng.lat));
      tip.hidden = words.length === 0;
      tip.replaceChildren(...words.map((line) => h("span", {}, bdi(line))));
      const { x: wide, y: high } = this.map.getSize();
      const left = x > wide * 0.6 ? x - tip.offsetWidth - 10 : x + 14;
      const top = y > high * 0.7 ? y - tip.offsetHeight - 10 : y + 14;
      tip.style.transform = `translate(${Math.max(4, left)}px, ${top}px)`;
    };
    this.map.on("mousemove", show);
    this.map.on("click", (event: L.LeafletMouseEvent) => {
      if (this.find(event.latlng).rows.length) tip.hidden = true;
      else show(event);
    });
    this.map.on("mouseout movestart", () => {
      tip.hidden = true;
      this.hover(-1);
    });
  }

  private find({ lng, lat }: L.LatLng): { dots: number[]; rows: number[] } {
    const [x, y] = [worldX(lng), worldY(lat)];
    const tagged = this.tags.at(x, y, this.scale);
    if (tagged.length) return { rows: tagged, dots: [] };
    const rows = this.events.pick(x, y, this.scale);
    return { rows, dots: rows.filter((row) => this.isDot(row)) };
  }

  private get scale(): number {
    return 256 * 2 ** this.map.getZoom();
  }

  /** What to say of a point, a line each: its event, or the post, road or zone there. */
  private words(dots: number[], rows: number[], x: number, y: number): string[] {
    const { events } = this.data;
    const event = ([row, ...more]: number[]): string[] => {
      if (more.length) return [t("here_n", { n: more.length + 1 })];
      const what = told(events.text("event_type", row), events.text("sub_event_type", row));
      return [what, events.text("place", row), days(events.first[row], events.last[row])];
    };
    const { scale } = this;
    const [site] = this.on.has("sites") ? this.sites.near(x, y, 9 / scale) : [];
    const [line] = this.on.has("lines") ? this.lines.near(x, y, 5 / scale) : [];
    const [zone] = this.on.has("zones") ? this.zones.at(x, y) : [];
    const lines = (): string[] => {
      if (dots.length) return event(dots);
      if (site) return [site.name, validity(site.start, site.end), site.status];
      if (line) return [line.name, line.accuracy];
      if (rows.length) return event(rows);
      if (!zone) return [];
      const edge = zone.accuracy_m ? distance(zone.accuracy_m) : "";
      return [
        zone.name,
        t("in_force", { when: validity(zone.start, zone.end) }),
        edge && t("accuracy_edge", { distance: edge }),
      ];
    };
    return lines().filter(Boolean);
  }
}
