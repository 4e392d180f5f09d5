// What can be taken along: the selection as a file, the map as a picture, the page on paper.

import type { Data } from "../data";
import { give, toCsv, toGeoJson } from "../export";
import { t } from "../i18n";
import type { Names } from "../names";
import { glance, picture } from "../picture";
import { button, h, icon } from "./dom";
import type { Shown } from "./legend";
import { type Sort, sorted, TABLE_COLUMNS, tableCells } from "./list";

const DOWN = "M7 1h2v7.2l2.6-2.6L13 7l-5 5-5-5 1.4-1.4L7 8.2zM2 13h12v2H2z";

/** How many events go onto paper. */
const MOST_PRINTED = 1000;

export interface Selected {
  rows: () => Uint32Array<ArrayBuffer>;
  sort: () => Sort;
  /** Period, number of events and toll in words. */
  words: () => { period: string; shown: number; toll: string };
  legend: () => Shown;
  /** Make the map ready for paper, and back. */
  onPaper: (on: boolean) => void;
}

export class Menu {
  readonly element = h("details.menu");

  constructor(
    private readonly data: Data,
    private readonly names: Names,
    private readonly attribution: string,
    private readonly map: HTMLElement,
    private readonly selected: Selected,
  ) {
    document.addEventListener("pointerdown", (event) => {
      if (!this.element.contains(event.target as Node)) this.element.open = false;
    });
    window.addEventListener("beforeprint", () => this.print(true));
    window.addEventListener("afterprint", () => this.print(false));
  }

  draw(shown: number): void {
    const { data, selected } = this;
    const attribution = `${data.info.title}. ${this.attribution}`;
    const text = async (make: typeof toCsv, type: string): Promise<Blob> =>
      new Blob(await make(data, selected.rows(), attribution), { type });
    this.element.replaceChildren(
      h("summary.menu-name", {}, icon(DOWN), h("span", {}, t("download"))),
      h(
        "div.menu-body",
        {},
        h("p.basis", {}, t("selection_n", { n: shown })),
        this.item(t("csv"), "csv", () => text(toCsv, "text/csv")),
        this.item(t("geojson"), "geojson", () => text(toGeoJson, "application/geo+json")),
        this.item(t("png"), "png", () => this.png()),
        button("menu-item", {}, t("print"), () => {
          this.element.open = false;
          window.print();
        }),
      ),
    );
  }

  private item(label: string, end: string, make: () => Promise<Blob | null>): HTMLElement {
    return button("menu-item", { "data-download": end }, label, () => {
      this.element.open = false;
      const name = `${this.data.info.slug || "map"}.${end}`;
      void make().then((blob) => blob && give(blob, name));
    });
  }

  private png(): Promise<Blob | null> {
    const { period, shown, toll } = this.selected.words();
    return picture(this.map, this.data, this.selected.legend(), {
      title: this.data.info.title,
      glance: glance(period, shown, toll),
      attribution: this.attribution,
    });
  }

  /** Lay the selection out as a plain table, which exists only while the page is printed. */
  private print(on: boolean): void {
    document.querySelector(".print-table")?.remove();
    this.selected.onPaper(on);
    if (!on) return;
    const body = h("tbody");
    const rows = sorted(this.data, this.selected.rows(), this.selected.sort());
    for (const row of rows.slice(0, MOST_PRINTED)) {
      body.append(
        h("tr", {}, ...tableCells(this.data, this.names, row).map((cell) => h("td", {}, cell))),
      );
    }
    const heads = TABLE_COLUMNS.map((key) => h("th", { scope: "col" }, t(key)));
    const table = h("table.print-table", {}, h("thead", {}, h("tr", {}, ...heads)), body);
    document.querySelector(".app")?.append(table);
  }
}
