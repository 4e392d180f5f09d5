// Events over time as bars, and the range of days that the map shows.

import { day, days, number, t } from "../i18n";
import { calm } from "../theme";
import { ticks } from "../ticks";
import { button, h } from "./dom";

export type Range = readonly [number, number];
const MODES = ["range", "day", "upto"] as const;
export type Mode = (typeof MODES)[number];
export const isMode = (name: string): name is Mode => (MODES as readonly string[]).includes(name);

const BAR_GAP = 1;
const PLAY_MS = 700;
/** Room for a date on the axis, in pixels. */
const TICK_WIDE = 74;

export class Timeline {
  readonly element: HTMLElement;
  private readonly canvas = h("canvas.bars", { "aria-hidden": "true" });
  private readonly track = h("div.track");
  private readonly label = h("output.range-label");
  private readonly span = h("div.span");
  private readonly thumbs: [HTMLElement, HTMLElement];
  private readonly playButton: HTMLButtonElement;
  private readonly axis = h("div.axis", { "aria-hidden": "true" });
  private shown: Uint32Array = new Uint32Array(0);
  private range: Range;
  private timer = 0;
  /** The size of the track in pixels, once it is known. */
  private wide = 0;
  private high = 0;
  private readonly modes = h("select");
  private readonly most = h("span.most", { "aria-hidden": "true" });

  constructor(
    /** First and last day of the data. */
    readonly whole: Range,
    private readonly change: (range: Range | null, done: boolean) => void,
  ) {
    this.range = whole;
    this.thumbs = [this.thumb(0), this.thumb(1)];
    this.track.append(this.canvas, this.most, this.span, ...this.thumbs);
    this.playButton = button("icon play", {}, "", () => this.toggle());
    const { modes } = this;
    modes.setAttribute("aria-label", t("range"));
    for (const mode of MODES) {
      const name = mode === "range" ? "range" : mode === "day" ? "on_day" : "up_to_day";
      modes.append(h("option", { value: mode }, t(name)));
    }
    modes.addEventListener("change", () => this.setMode(modes.value as Mode));
    this.element = h(
      "section.timeline",
      { "aria-label": t("time") },
      h(
        "div.time-bar",
        {},
        h(
          "div.time-buttons",
          {},
          button("icon", { "aria-label": t("step_back") }, "‹", () => this.step(-1)),
          this.playButton,
          button("icon", { "aria-label": t("step_on") }, "›", () => this.step(1)),
        ),
        this.label,
        modes,
        button("quiet all", {}, t("all_time"), () => {
          this.stop();
          this.mode = "range";
          this.set(this.whole, true);
        }),
      ),
      this.track,
      this.axis,
    );
    this.paintPlay();
    this.drag();
    // The size comes with the observer, so that drawing never waits for a layout.
    new ResizeObserver(([{ contentRect }]) => {
      this.wide = contentRect.width;
      this.high = contentRect.height;
      this.draw();
    }).observe(this.track);
  }

  get mode(): Mode {
    return isMode(this.modes.value) ? this.modes.value : "range";
  }

  set mode(mode: Mode) {
    this.modes.value = mode;
  }

  /** Show these counts a day and this range, without telling anybody. */
  show(counts: Uint32Array, range: Range | null): void {
    this.shown = counts;
    this.range = range ?? this.whole;
    this.draw();
  }

  private get days(): number {
    return this.whole[1] - this.whole[0] + 1;
  }

  private set(range: Range, done: boolean): void {
    const [first, last] = this.whole;
    const from = Math.max(first, Math.min(last, Math.min(range[0], range[1])));
    const to = Math.max(first, Math.min(last, Math.max(range[0], range[1])));
    this.range = [from, to];
    const all = from === first && to === last;
    this.change(all ? null : this.range, done);
    this.draw();
  }

  private setMode(mode: Mode): void {
    const [from, to] = this.range;
    if (mode === "day") this.set([to, to], true);
    else if (mode === "upto") this.set([this.whole[0], to], true);
    else this.set([from, to], true);
  }

  private step(by: number): void {
    const [from, to] = this.range;
    if (this.mode === "upto") return this.set([this.whole[0], to + by], true);
    const all = from === this.whole[0] && to === this.whole[1];
    if (this.mode === "day" || !all) {
      const moved = Math.max(this.whole[0] - from, Math.min(this.whole[1] - to, by));
      return this.set([from + moved, to + moved], true);
    }
    const day = by > 0 ? from : to;
    this.set([day, day], true);
  }

  private toggle(): void {
    if (this.timer) return this.stop();
    if (this.range[1] >= this.whole[1]) {
      const wide = this.mode === "range" ? this.range[1] - this.range[0] : 0;
      const all = wide === this.days - 1;
      this.set([this.whole[0], this.whole[0] + (all ? 0 : wide)], true);
    }
    this.timer = window.setInterval(
      () => {
        if (this.range[1] >= this.whole[1]) this.stop();
        else this.step(1);
      },
      calm() ? PLAY_MS * 2 : PLAY_MS,
    );
    this.paintPlay();
  }

  private stop(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
    this.paintPlay();
  }

  private paintPlay(): void {
    this.playButton.textContent = this.timer ? "❚❚" : "▶";
    this.playButton.setAttribute("aria-label", t(this.timer ? "pause" : "play"));
  }

  private thumb(which: 0 | 1): HTMLElement {
    const element = h("div.thumb", {
      role: "slider",
      tabindex: 0,
      "aria-label": t(which ? "to_day" : "from_day"),
      "aria-valuemin": this.whole[0],
      "aria-valuemax": this.whole[1],
    });
    element.addEventListener("keydown", (event) => {
      const right = document.documentElement.dir === "rtl" ? -1 : 1;
      const steps: Record<string, number> = {
        ArrowRight: right,
        ArrowLeft: -right,
        ArrowUp: 1,
        ArrowDown: -1,
        PageUp: 7,
        PageDown: -7,
        Home: -this.days,
        End: this.days,
      };
      const by = steps[event.key];
      if (!by) return;
      event.preventDefault();
      const next: [number, number] = [...this.range];
      next[which] += by;
      if (next[0] > next[1]) next[which] = next[1 - which];
      this.set(next, true);
    });
    return element;
  }

  private fraction(clientX: number): number {
    const box = this.track.getBoundingClientRect();
    const x = (clientX - box.left) / Math.max(1, box.width);
    return document.documentElement.dir === "rtl" ? 1 - x : x;
  }

  private drag(): void {
    let start: { at: number; range: Range; part: "new" | "move" | 0 | 1 } | null = null;
    const dayAt = (clientX: number): number =>
      this.whole[0] +
      Math.max(0, Math.min(this.days - 1, Math.floor(this.fraction(clientX) * this.days)));
    this.track.addEventListener("pointerdown", (event) => {
      const at = dayAt(event.clientX);
      const thumb = this.thumbs.indexOf(event.target as HTMLElement);
      const all = this.range[0] === this.whole[0] && this.range[1] === this.whole[1];
      const within = at >= this.range[0] && at <= this.range[1];
      const part = thumb >= 0 ? (thumb as 0 | 1) : within && !all ? "move" : "new";
      start = { at, range: this.range, part };
      this.stop();
      this.track.setPointerCapture(event.pointerId);
      event.preventDefault();
      if (part === "new" || this.mode !== "range") this.follow(start, at, false);
      if (typeof part === "number") this.thumbs[part].focus();
    });
    this.track.addEventListener("pointermove", (event) => {
      if (start) this.follow(start, dayAt(event.clientX), false);
    });
    const end = (event: PointerEvent): void => {
      if (start) this.follow(start, dayAt(event.clientX), true);
      start = null;
    };
    this.track.addEventListener("pointerup", end);
    this.track.addEventListener("pointercancel", () => {
      start = null;
    });
  }

  private follow(
    { at, range, part }: { at: number; range: Range; part: "new" | "move" | 0 | 1 },
    now: number,
    done: boolean,
  ): void {
    if (this.mode === "day") return this.set([now, now], done);
    if (this.mode === "upto") return this.set([this.whole[0], now], done);
    if (part === "new") return this.set([at, now], done);
    if (part === "move") {
      const by = Math.max(this.whole[0] - range[0], Math.min(this.whole[1] - range[1], now - at));
      return this.set([range[0] + by, range[1] + by], done);
    }
    const next: [number, number] = [...range];
    next[part] = now;
    this.set(next, done);
  }

  private draw(): void {
    if (!this.wide || !this.high) return;
    const [from, to] = this.range;
    const n = this.days;
    const rtl = document.documentElement.dir === "rtl";
    const at = (d: number): number => ((d - this.whole[0]) / n) * 100;
    const side = rtl ? "right" : "left";
    this.span.style[side] = `${at(from)}%`;
    this.span.style.width = `${at(to + 1) - at(from)}%`;
    this.thumbs.forEach((thumb, i) => {
      thumb.style[side] = `${i ? at(to + 1) : at(from)}%`;
      thumb.setAttribute("aria-valuenow", String(i ? to : from));
      thumb.setAttribute("aria-valuetext", day(i ? to : from, "long"));
    });
    this.label.textContent = days(from, to);
    this.bars(rtl);
    this.drawAxis(side);
  }

  private drawAxis(side: "left" | "right"): void {
    const width = this.wide;
    const [first, last] = this.whole;
    const marks = ticks(first, last, Math.max(1, Math.floor(width / TICK_WIDE)));
    this.axis.replaceChildren(
      ...marks.map(({ at, word }) => {
        const mark = h("span", {}, word);
        mark.style[side] = `${((at - first) / this.days) * 100}%`;
        return mark;
      }),
    );
  }

  private bars(rtl: boolean): void {
    const width = this.wide;
    const height = this.high;
    const density = Math.min(2, window.devicePixelRatio || 1);
    this.canvas.width = width * density;
    this.canvas.height = height * density;
    const ctx = this.canvas.getContext("2d");
    if (!ctx) return;
    ctx.scale(rtl ? -density : density, density);
    if (rtl) ctx.translate(-width, 0);
    const style = getComputedStyle(this.element);
    const inRange = style.getPropertyValue("--bar");
    const outside = style.getPropertyValue("--bar-off");
    const n = this.days;
    const bins = Math.min(n, Math.max(1, Math.floor(width / 3)));
    const most = new Float64Array(bins);
    for (let d = 0; d < n; d++) {
      const b = Math.floor((d * bins) / n);
      most[b] = Math.max(most[b], this.shown[d] ?? 0);
    }
    const top = Math.max(1, ...most);
    const wide = width / bins;
    ctx.fillStyle = style.getPropertyValue("--line");
    ctx.fillRect(0, 5, width, 1);
    const gap = wide > 4 ? BAR_GAP : 0;
    for (let b = 0; b < bins; b++) {
      if (!most[b]) continue;
      const tall = Math.max(2, (most[b] / top) * (height - 6));
      const first = this.whole[0] + Math.ceil((b * n) / bins);
      const on = first >= this.range[0] && first <= this.range[1];
      ctx.fillStyle = on ? inRange : outside;
      ctx.fillRect(b * wide + gap / 2, height - tall, Math.max(1, wide - gap), tall);
    }
    this.most.textContent = t("most_a_day", { n: number(top) });
  }
}
