// The panel beside the map: its tabs, and on a phone a sheet that is drawn up and down.

import { direction, type Key, t } from "../i18n";
import { button, h } from "./dom";

export type Pane = "story" | "list" | "changes" | "filters" | "layers" | "about";
const PANES: readonly Pane[] = ["story", "list", "changes", "filters", "layers", "about"];
export const isPane = (name: string): name is Pane => (PANES as readonly string[]).includes(name);

/** How high the sheet stands, of the page's height; "full" hides the map. */
const SHEETS = { peek: 0.16, half: 0.44, full: 0.86 };
type Sheet = keyof typeof SHEETS;
const ORDER: readonly Sheet[] = ["peek", "half", "full"];
/** A pointer that moved less than this has tapped, in pixels. */
const TAP = 6;

/** Whether little of the page is seen: a phone on its side, 200 %; the same in layout.css. */
const isLow = (): boolean => window.innerHeight <= 520;
/** Whether the open legend leaves enough of the map; the same widths as in layout.css. */
export const isRoomy = (): boolean => window.innerWidth > 760 && !isLow();

export class Panel {
  readonly body = h("div.pane-body", { id: "pane", role: "tabpanel" });
  readonly element = h("aside.panel");
  private readonly tabs = h("div.tabs", { role: "tablist" });
  private readonly grip = button("grip", {}, h("span"), () => {});
  private pane: Pane = "list";
  private sheet: Sheet = "half";

  constructor(
    private readonly root: HTMLElement,
    private readonly panes: readonly Pane[],
    private readonly search: HTMLElement,
    private readonly choose: (pane: Pane) => void,
  ) {
    this.tabs.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const turn = direction() === "rtl" ? -step : step;
      const at = panes.indexOf(this.pane);
      this.choose(panes[(at + turn + panes.length) % panes.length]);
      document.getElementById(`tab-${this.pane}`)?.focus();
    });
    this.drag();
    this.stand(isLow() ? "peek" : "half");
  }

  static panesOf(has: { story: boolean; changes: boolean }): Pane[] {
    return PANES.filter((pane) => (pane !== "story" && pane !== "changes") || has[pane]);
  }

  /** Make everything that holds words. */
  build(): void {
    this.element.setAttribute("aria-label", t("list"));
    this.grip.setAttribute("aria-label", t("sheet"));
    this.tabs.replaceChildren(
      ...this.panes.map((pane) =>
        button(
          "tab",
          { role: "tab", id: `tab-${pane}`, "data-pane": pane, "aria-controls": "pane" },
          t(pane as Key),
          () => {
            if (this.sheet === "peek") this.stand("half");
            this.choose(pane);
          },
        ),
      ),
    );
    this.element.replaceChildren(
      this.grip,
      h("div.panel-top", {}, this.search, this.tabs),
      this.body,
    );
  }

  /** Mark the chosen tab; `open` tells whether a card lies over it. */
  mark(pane: Pane, open: boolean): void {
    this.pane = pane;
    this.root.dataset.pane = pane;
    for (const tab of this.tabs.children as HTMLCollectionOf<HTMLElement>) {
      const chosen = tab.dataset.pane === pane;
      tab.setAttribute("aria-selected", String(chosen && !open));
      tab.tabIndex = chosen ? 0 : -1;
    }
    this.body.setAttribute("aria-labelledby", `tab-${pane}`);
  }

  /** Draw the sheet up if little of it is seen. */
  raise(): void {
    if (this.sheet === "peek") this.stand("half");
  }

  private stand(sheet: Sheet): void {
    this.sheet = sheet;
    this.root.dataset.sheet = sheet;
    this.root.style.removeProperty("--sheet");
    this.grip.setAttribute("aria-expanded", String(sheet !== "peek"));
  }

  private drag(): void {
    const { grip, root } = this;
    let from: { y: number; high: number } | null = null;
    let moved = false;
    grip.addEventListener("pointerdown", (event) => {
      from = { y: event.clientY, high: this.element.offsetHeight };
      moved = false;
      grip.setPointerCapture(event.pointerId);
    });
    grip.addEventListener("pointermove", (event) => {
      if (!from) return;
      const by = from.y - event.clientY;
      moved ||= Math.abs(by) > TAP;
      if (moved) root.style.setProperty("--sheet", `${Math.max(60, from.high + by)}px`);
    });
    const end = (): void => {
      if (!from || !moved) return;
      const share = this.element.offsetHeight / window.innerHeight;
      const nearest = [...ORDER].sort(
        (a, b) => Math.abs(SHEETS[a] - share) - Math.abs(SHEETS[b] - share),
      );
      this.stand(nearest[0]);
    };
    grip.addEventListener("pointerup", () => {
      end();
      from = null;
    });
    grip.addEventListener("pointercancel", () => {
      end();
      from = null;
    });
    grip.addEventListener("click", () => {
      if (moved) moved = false;
      else this.stand(ORDER[(ORDER.indexOf(this.sheet) + 1) % ORDER.length]);
    });
    grip.addEventListener("keydown", (event) => {
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.stand(ORDER[Math.max(0, Math.min(2, ORDER.indexOf(this.sheet) + step))]);
    });
  }
}
