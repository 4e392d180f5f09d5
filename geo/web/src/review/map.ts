// The map beside the report: where the event was put, where it may be, and a cross to pin it with.

import * as L from "leaflet";
import { BasemapLayer, NamesLayer } from "../map/basemap";
import { palette } from "../theme";
import { h } from "../ui/dom";
import type { Base, Candidate, Decision, Spot } from "./talk";

const PANES = ["ground", "names", "marks"];
const RADII = [50, 100, 200, 500, 1000, 2000, 3000, 5000, 10_000, 20_000, 50_000, 100_000];
const WIDE_ZOOM = 12;

const bounds = ({ lat, lon, radius_m }: Spot): L.LatLngBounds =>
  L.latLng(lat, lon).toBounds(Math.max(4000, radius_m * 2.4));

export class ReviewMap {
  readonly element = h("div.review-map", { tabindex: 0 });
  private readonly cross = h("div.cross", { hidden: true, "aria-hidden": "true" });
  private readonly map: L.Map;
  private readonly marks = L.layerGroup();
  private readonly pinned: L.Circle;
  private radius = 4;

  constructor(base: Base, picked: (spot: Spot) => void) {
    const stage = h("div.stage");
    this.element.append(stage, this.cross);
    this.map = L.map(stage, {
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      keyboard: false,
      preferCanvas: true,
      zoomAnimation: false,
      fadeAnimation: false,
    });
    for (const [i, name] of PANES.entries()) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = String(300 + i * 10);
      if (name !== "marks") pane.style.pointerEvents = "none";
    }
    const [west, south, east, north] = base.box;
    // The first decision sets the view, once the map has a size.
    this.map.setView([(south + north) / 2, (west + east) / 2], 8);
    const ground = new BasemapLayer(base.basemap, base.reach);
    ground.addTo(this.map);
    new NamesLayer(ground).addTo(this.map);
    this.marks.addTo(this.map);
    this.pinned = L.circle([0, 0], {
      radius: 1000,
      color: palette().ink,
      weight: 2,
      dashArray: "4",
      fillOpacity: 0.05,
    });
    this.map.on("click", ({ latlng }: L.LeafletMouseEvent) => {
      if (!this.pinning) return;
      this.map.panTo(latlng, { animate: false });
      picked(this.middle());
    });
    this.map.on("move", () => this.pinned.setLatLng(this.map.getCenter()));
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(stage);
  }

  get pinning(): boolean {
    return !this.cross.hidden;
  }

  /** Show one decision: what was found, what it may be, and its twins. */
  show(told: Decision, pick: (number: number) => void): void {
    const colours = palette();
    this.map.invalidateSize({ animate: false });
    this.marks.clearLayers();
    let all: L.LatLngBounds | null = null;
    const reach = (spot: Spot): void => {
      all = all ? all.extend(bounds(spot)) : bounds(spot);
    };
    if (told.shape) {
      const lines = told.shape.map((line) => line.map(([x, y]): [number, number] => [y, x]));
      this.marks.addLayer(L.polyline(lines, { color: colours.zone, weight: 2 }));
    }
    if (told.spot) {
      const { lat, lon, radius_m } = told.spot;
      const style = { color: colours.zone, weight: 2, fillOpacity: 0.12 };
      this.marks.addLayer(L.circle([lat, lon], { ...style, radius: Math.max(radius_m, 150) }));
      reach(told.spot);
    }
    for (const [i, place] of told.places.entries()) {
      this.marks.addLayer(this.sign(place, String(i + 1), () => pick(i)));
      // A namesake on another continent is listed, but does not decide the view.
      if (!told.spot || this.near(told.spot, place)) reach(place);
    }
    for (const { spot } of told.twins) {
      if (!spot) continue;
      this.marks.addLayer(this.sign(spot, "≟", () => {}));
      reach(spot);
    }
    if (all) this.map.fitBounds(all, { animate: false, maxZoom: WIDE_ZOOM, padding: [20, 20] });
  }

  private near(a: Spot, b: Spot): boolean {
    return L.latLng(a.lat, a.lon).distanceTo([b.lat, b.lon]) < 250_000;
  }

  private sign(spot: Spot | Candidate, text: string, act: () => void): L.Marker {
    const html = h("span.sign-number", { "data-here": "here" in spot && spot.here }, text);
    const icon = L.divIcon({ html, className: "sign", iconSize: [22, 22] });
    return L.marker([spot.lat, spot.lon], { icon, keyboard: false, pane: "marks" }).on(
      "click",
      act,
    );
  }

  /** Begin to pin by hand, at a spot if one is known. */
  start(spot: Spot | null): void {
    this.cross.hidden = false;
    if (spot) this.map.panTo([spot.lat, spot.lon], { animate: false });
    const wanted = spot?.radius_m ?? 1000;
    this.radius = RADII.reduce(
      (best, r, i) => (Math.abs(r - wanted) < Math.abs(RADII[best] - wanted) ? i : best),
      0,
    );
    this.pinned.setLatLng(this.map.getCenter()).setRadius(RADII[this.radius]).addTo(this.map);
    this.element.focus();
  }

  stop(): void {
    this.cross.hidden = true;
    this.pinned.remove();
  }

  middle(): Spot {
    const { lat, lng } = this.map.getCenter().wrap();
    return { lon: lng, lat, radius_m: RADII[this.radius] };
  }

  /** Do what a key says while pinning or looking; false if it means nothing here. */
  key(name: string): boolean {
    const step = 40;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    if (name in moves && this.pinning) this.map.panBy(moves[name], { animate: false });
    else if (name === "+" || name === "=") this.map.zoomIn(1, { animate: false });
    else if (name === "-") this.map.zoomOut(1, { animate: false });
    else if ((name === "[" || name === "]") && this.pinning) {
      const next = this.radius + (name === "]" ? 1 : -1);
      this.radius = Math.max(0, Math.min(RADII.length - 1, next));
      this.pinned.setRadius(RADII[this.radius]);
    } else return false;
    return true;
  }
}
