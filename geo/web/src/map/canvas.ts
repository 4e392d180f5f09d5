// A canvas that covers the view and some margin, moves with the map and is painted anew when the
// map comes to rest or leaves the margin.

import * as L from "leaflet";

/** What a layer paints into: canvas pixels from fractions of the world. */
export interface View {
  width: number;
  height: number;
  zoom: number;
  /** Pixels the world is wide. */
  scale: number;
  /** The world pixel of the canvas's top left corner. */
  ox: number;
  oy: number;
}

const MARGIN = 0.2;

export abstract class CanvasLayer extends L.Layer {
  protected map!: L.Map;
  protected readonly canvas = document.createElement("canvas");
  private corner = L.point(0, 0);
  private margin = L.point(0, 0);
  private anchor = L.latLng(0, 0);
  private zoom = 0;
  private waiting = 0;

  constructor(private readonly pane: string) {
    super();
    this.canvas.className = "leaflet-zoom-animated layer-canvas";
  }

  /** The font of the page. */
  protected get family(): string {
    return getComputedStyle(this.map.getContainer()).fontFamily;
  }

  /** Whether there is nothing to paint; a layer without content then costs no canvas. */
  protected blank(): boolean {
    return false;
  }

  protected abstract paint(ctx: CanvasRenderingContext2D, view: View): void;

  override onAdd(map: L.Map): this {
    this.map = map;
    map.getPane(this.pane)?.append(this.canvas);
    map.on("moveend resize viewreset", this.redraw, this);
    map.on("move", this.follow, this);
    map.on("zoomanim", this.animate, this);
    this.redraw();
    return this;
  }

  override onRemove(map: L.Map): this {
    map.off("moveend resize viewreset", this.redraw, this);
    map.off("move", this.follow, this);
    map.off("zoomanim", this.animate, this);
    this.canvas.remove();
    return this;
  }

  /** Paint in the next frame, once however often it is asked for. */
  schedule(): void {
    if (this.waiting || !this.canvas.parentNode) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      if (this.canvas.parentNode) this.redraw();
    });
  }

  redraw(): void {
    const size = this.map.getSize();
    if (!size.x || !size.y) return;
    if (this.blank()) {
      if (this.canvas.width) this.canvas.width = 0;
      return this.cleared();
    }
    this.margin = size.multiplyBy(MARGIN).round();
    this.corner = this.map.containerPointToLayerPoint([0, 0]).subtract(this.margin).round();
    L.DomUtil.setTransform(this.canvas, this.corner, 1);
    this.anchor = this.map.layerPointToLatLng(this.corner);
    this.zoom = this.map.getZoom();
    const origin = this.map.getPixelOrigin();
    const view: View = {
      width: size.x + 2 * this.margin.x,
      height: size.y + 2 * this.margin.y,
      zoom: this.zoom,
      scale: 256 * 2 ** this.zoom,
      ox: origin.x + this.corner.x,
      oy: origin.y + this.corner.y,
    };
    const density = Math.min(2, window.devicePixelRatio || 1);
    const width = Math.round(view.width * density);
    const height = Math.round(view.height * density);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.canvas.style.width = `${view.width}px`;
      this.canvas.style.height = `${view.height}px`;
    }
    const ctx = this.canvas.getContext("2d");
    if (!ctx) return;
    ctx.setTransform(density, 0, 0, density, 0, 0);
    ctx.clearRect(0, 0, view.width, view.height);
    this.paint(ctx, view);
  }

  /** Called instead of `paint` when there is nothing to paint. */
  protected cleared(): void {}

  private follow(): void {
    const now = this.map.containerPointToLayerPoint([0, 0]).subtract(this.margin);
    const off = now.subtract(this.corner);
    if (Math.abs(off.x) > this.margin.x || Math.abs(off.y) > this.margin.y) this.schedule();
  }

  private animate(event: L.LeafletEvent): void {
    const { zoom, center } = event as L.ZoomAnimEvent;
    const map = this.map as L.Map & {
      _latLngToNewLayerPoint(at: L.LatLng, zoom: number, center: L.LatLng): L.Point;
    };
    const to = map._latLngToNewLayerPoint(this.anchor, zoom, center);
    L.DomUtil.setTransform(this.canvas, to, map.getZoomScale(zoom, this.zoom));
  }
}
