// The review page: one undecided event after the other, its report beside the map, and a row of
// corrections.csv for each decision. Every deed has a key; every key has a button.

import "./trust";
import * as L from "leaflet";
import { direction, isLanguage, type Language, number, use } from "../i18n";
import { setTheme } from "../theme";
import { append, bdi, button, h, link } from "../ui/dom";
import { ReviewMap } from "./map";
import * as talk from "./talk";
import { type Word, w } from "./words";

Object.assign(window, { L });

const FIELDS = [
  "place",
  "event_type",
  "sub_event_type",
  "actor1",
  "actor2",
  "fatalities_low",
  "fatalities_best",
  "fatalities_high",
  "admin1",
  "country",
  "notes",
] as const; // prettier-ignore

const DIGITS = 6;
const KINDS = ["place", "date", "double", "row", "joined"] as const;
const isKind = (kind: string): kind is (typeof KINDS)[number] =>
  (KINDS as readonly string[]).includes(kind);

const pinValue = (spot: talk.Spot, name: string): string =>
  `lon=${spot.lon.toFixed(DIGITS)}; lat=${spot.lat.toFixed(DIGITS)}; radius_m=${Math.round(spot.radius_m)}` +
  (name.trim() ? `; name=${name.trim()}` : "");

interface Deed {
  key: string;
  word: Word;
  act: () => void;
}

class Review {
  private readonly root = h("main.review");
  private readonly header = h("header.review-top");
  private readonly text = h("section.told");
  private readonly side = h("section.choices-pane");
  private readonly composer = h("form.composer");
  private readonly status = h("p.status", { role: "status", "aria-live": "polite" });
  private readonly by = h("input", { type: "text", maxlength: 100, autocomplete: "name" });
  private readonly map: ReviewMap;
  private at = -1;
  private told: talk.Decision | null = null;
  private last = "";
  private busy = false;
  private deeds: Deed[] = [];

  constructor(
    private state: talk.State,
    base: talk.Base,
  ) {
    this.map = new ReviewMap(base, (spot) => this.pinned(spot));
    this.by.value = state.by;
    this.composer.addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => this.key(event));
    document.body.append(this.root);
    this.build();
  }

  /** Show the first event that waits for a decision. */
  async open(): Promise<void> {
    await this.go(this.firstOpen());
  }

  private build(): void {
    document.title = `${w("title")}: ${this.state.title}`;
    this.root.replaceChildren(
      this.header,
      this.text,
      h("section.map-pane", { "aria-label": w("map") }, this.map.element),
      this.side,
      h("footer.review-foot", {}, this.status, this.composer),
    );
  }

  private firstOpen(from = 0): number {
    const { decisions } = this.state;
    for (let i = 0; i < decisions.length; i++) {
      const at = (from + i) % decisions.length;
      if (!decisions[at].done) return at;
    }
    return decisions.length ? Math.min(from, decisions.length - 1) : -1;
  }

  private async go(at: number): Promise<void> {
    this.stopPinning();
    this.at = at;
    this.told = at < 0 ? null : await talk.decision(at);
    this.draw();
    this.text.querySelector("mark")?.scrollIntoView({ block: "center" });
    document.getElementById("question")?.focus({ preventScroll: true });
  }

  // --- deeds -----------------------------------------------------------------------------------

  /** Run one exchange with the program; nothing else is done meanwhile. */
  private async run(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.root.dataset.busy = "";
    try {
      await act();
    } catch (error) {
      this.say(error instanceof talk.Refused ? error.message : w("lost"), true);
    } finally {
      this.busy = false;
      delete this.root.dataset.busy;
    }
  }

  private say(text: string, trouble = false): void {
    this.status.textContent = text;
    this.status.dataset.trouble = String(trouble);
  }

  private write(rows: talk.Change[], reason: string): void {
    const { told } = this;
    if (!told) return;
    void this.run(async () => {
      this.state = await talk.correct(told.event_id, rows, reason, this.by.value);
      this.last = told.event_id;
      this.close();
      await this.go(this.firstOpen(this.at + 1));
      this.say(w("written", { file: this.state.file }));
    });
  }

  private undo(): void {
    void this.run(async () => {
      this.state = await talk.undo();
      await this.go(this.firstOpen());
      this.say(w("taken_back"));
    });
  }

  private rebuild(): void {
    void this.run(async () => {
      this.say(w("building"));
      this.state = await talk.build();
      await this.go(this.firstOpen());
      this.say(w("built", { n: this.state.events }));
      const links = this.state.maps.map(({ slug, title }, i) => {
        const anchor = h("a", { id: `map-${i}` }, bdi(w("open_map", { title })));
        anchor.setAttribute("href", `maps/${slug}.html${this.last ? `#open=${this.last}` : ""}`);
        return anchor;
      });
      append(this.status, " ", ...links.flatMap((anchor) => [anchor, " "]));
      links[0]?.focus();
    });
  }

  private pinned(spot: talk.Spot): void {
    const name = h("input", { type: "text", maxlength: 200, name: "name" });
    name.value = String(this.told?.event.place ?? "");
    this.stopPinning();
    this.ask(
      w("pin"),
      [[w("name"), name]],
      () => [{ field: "pin", value: pinValue(spot, name.value) }],
      `${spot.lat.toFixed(4)}, ${spot.lon.toFixed(4)} · ${this.km(spot)}`,
    );
  }

  private km(spot: talk.Spot): string {
    return w("radius", { km: number(Number((spot.radius_m / 1000).toPrecision(2))) });
  }

  private pick(index: number): void {
    const place = this.told?.places[index];
    if (!place) return;
    this.ask(
      place.name,
      [],
      () => [{ field: "pin", value: pinValue(place, place.name) }],
      [place.kind, place.where, this.km(place)].filter(Boolean).join(" · "),
    );
  }

  private askDate(): void {
    const first = h("input", { type: "date", name: "first", required: true });
    const last = h("input", { type: "date", name: "last" });
    first.value = String(this.told?.event.date_start ?? "");
    last.value = String(this.told?.event.date_end ?? first.value);
    this.ask(
      w("set_date"),
      [
        [w("first"), first],
        [w("last"), last],
      ],
      () => {
        const end = last.value && last.value !== first.value ? `..${last.value}` : "";
        return first.value ? [{ field: "date", value: first.value + end }] : null;
      },
    );
  }

  private askField(): void {
    const field = h("select", { name: "field" });
    for (const name of FIELDS) field.append(h("option", { value: name }, name));
    const value = h("input", { type: "text", maxlength: 1000, name: "value" });
    const fill = (): void => {
      value.value = String(this.told?.event[field.value] ?? "");
    };
    field.addEventListener("change", fill);
    fill();
    this.ask(
      w("edit"),
      [
        [w("field"), field],
        [w("value"), value],
      ],
      () => [{ field: field.value, value: value.value }],
    );
  }

  // --- the composer ----------------------------------------------------------------------------

  /** Ask for the reason, and whatever else a deed needs; Enter writes, Escape leaves. */
  private ask(
    title: string,
    inputs: [string, HTMLElement][],
    rows: () => talk.Change[] | null,
    more = "",
  ): void {
    const reason = h("input", {
      type: "text",
      maxlength: 1000,
      placeholder: w("reason_hint"),
      name: "reason",
    });
    const fields = [...inputs, [w("reason"), reason] as [string, HTMLElement]].map(
      ([label, input]) => h("label", {}, h("span", {}, label), input),
    );
    const submit = (): void => {
      const made = rows();
      if (made && this.composer.reportValidity()) this.write(made, reason.value);
    };
    this.composer.replaceChildren(
      h("p", {}, h("b", {}, bdi(title)), more ? h("span.basis", {}, " ", bdi(more)) : null),
      ...fields,
      h("label.by", {}, h("span", {}, w("by")), this.by),
      button("primary", {}, `${w("write")} ⏎`, submit),
      button("quiet", {}, `${w("cancel")} Esc`, () => this.close()),
    );
    this.by.placeholder = w("by_hint");
    this.composer.onkeydown = (event) => {
      if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) {
        event.preventDefault();
        submit();
      }
    };
    this.composer.querySelector<HTMLElement>("input, select")?.focus();
  }

  private close(): void {
    this.composer.replaceChildren();
    document.getElementById("question")?.focus({ preventScroll: true });
  }

  private startPinning(): void {
    this.map.start(this.told?.spot ?? this.told?.places[0] ?? null);
    this.say(w("pin_help"));
  }

  private stopPinning(): void {
    if (this.map.pinning) this.map.stop();
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
    if (event.key === "Escape") {
      this.stopPinning();
      this.close();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || this.busy) return;
    if (this.map.pinning && event.key === "Enter") {
      event.preventDefault();
      this.pinned(this.map.middle());
    } else if (this.map.key(event.key)) event.preventDefault();
    else if (/^[1-9]$/.test(event.key)) {
      event.preventDefault();
      this.pick(Number(event.key) - 1);
    } else {
      const found = this.deeds.find((deed) => deed.key === event.key);
      if (!found) return;
      event.preventDefault();
      found.act();
    }
  }

  // --- drawing ---------------------------------------------------------------------------------

  private list(told: talk.Decision | null): Deed[] {
    const step = (by: number) => () => {
      const next = this.at + by;
      if (next >= 0 && next < this.state.decisions.length) void this.run(() => this.go(next));
    };
    const walk: Deed[] = [
      { key: "j", word: "next", act: step(1) },
      { key: "k", word: "back", act: step(-1) },
    ];
    const always: Deed[] = [
      { key: "u", word: "undo", act: () => this.undo() },
      { key: "b", word: "build", act: () => this.rebuild() },
    ];
    if (!told) return always;
    const one: Deed[] = [
      {
        key: "c",
        word: "right",
        act: () => this.ask(w("right"), [], () => [{ field: "checked", value: "" }]),
      },
      {
        key: "x",
        word: "no_event",
        act: () => this.ask(w("no_event"), [], () => [{ field: "not_an_event", value: "" }]),
      },
      { key: "p", word: "pin", act: () => this.startPinning() },
      { key: "d", word: "set_date", act: () => this.askDate() },
      { key: "e", word: "edit", act: () => this.askField() },
    ];
    const [twin] = told.twins;
    if (twin) {
      const link = (field: string) => (): void =>
        this.ask(
          w(field === "merge" ? "merge" : "differ"),
          [],
          () => [{ field, value: twin.event_id }],
          twin.about,
        );
      one.push({ key: "m", word: "merge", act: link("merge") });
      one.push({ key: "t", word: "differ", act: link("split") });
    }
    if (told.parts.length)
      one.push({ key: "s", word: "split", act: () => this.part(told.parts[0].event_id) });
    return [...one, ...walk, ...always];
  }

  private part(id: string): void {
    const part = this.told?.parts.find((each) => each.event_id === id);
    if (part) {
      this.ask(w("split"), [], () => [{ field: "split", value: id }], part.report);
    }
  }

  private draw(): void {
    const { told, state } = this;
    this.deeds = this.list(told);
    const open = state.decisions.filter((d) => !d.done).length;
    const language: Language = direction() === "rtl" ? "en" : "ar";
    this.header.replaceChildren(
      h("h1", {}, bdi(state.title)),
      h(
        "p",
        {},
        told ? h("b", {}, w("progress", { n: this.at + 1, all: state.decisions.length })) : null,
        " ",
        w("open_n", { n: open }),
      ),
      h(
        "nav",
        { "aria-label": w("keys") },
        ...this.deeds.map((deed) =>
          button(
            "deed",
            { "data-key": deed.key },
            h("span", {}, h("kbd", {}, deed.key), " ", w(deed.word)),
            deed.act,
          ),
        ),
        button("quiet", { lang: language }, w("other_language"), () => {
          use(language);
          this.build();
          this.draw();
        }),
      ),
    );
    this.composer.replaceChildren();
    if (!told) {
      this.text.replaceChildren(h("h2", { id: "question", tabindex: -1 }, w("none")));
      this.side.replaceChildren();
      return;
    }
    this.map.show(told, (index) => this.pick(index));
    this.text.replaceChildren(
      h("div.question", {}, ...this.question(told)),
      h("div.sources", { tabindex: 0 }, ...this.sources(told)),
    );
    this.side.replaceChildren(...this.choices(told));
  }

  private question(told: talk.Decision): (Node | string)[] {
    const { event } = told;
    const known = (name: string): string => String(event[name] ?? "");
    const days = [known("date_start"), known("date_end")].filter(Boolean);
    const toll = ["fatalities_low", "fatalities_best", "fatalities_high"].map(
      (n) => event[n] ?? "–",
    );
    const field = (label: string, value: string, basis = ""): HTMLElement =>
      h(
        "div.field",
        {},
        h("dt", {}, label),
        h("dd", {}, bdi(value), basis ? h("span.basis", {}, bdi(basis)) : null),
      );
    const kind = told.kinds.find(isKind) ?? "row";
    return [
      h("h2", { id: "question", tabindex: -1 }, w(kind)),
      told.done ? h("p.flag", {}, w("done")) : "",
      h("ul.doubts", {}, ...told.doubts.map((doubt) => h("li", { dir: "auto" }, doubt))),
      h(
        "dl",
        { "aria-label": w("found") },
        field(w("where"), known("place") || w("no_place"), known("place_basis")),
        field(w("when"), [...new Set(days)].join(" – ") || w("no_day"), known("date_basis")),
        field(w("what"), [known("event_type"), known("sub_event_type")].filter(Boolean).join(": ")),
        field(
          w("who"),
          [known("actor1"), known("actor2")].filter(Boolean).join(" ▸ ") || w("unknown"),
        ),
        field(w("toll"), toll.some((n) => n !== "–") ? toll.join(" / ") : w("unknown")),
      ),
    ];
  }

  private sources(told: talk.Decision): HTMLElement[] {
    if (!told.reports.length) {
      const skip = new Set(["review", "merge_basis"]);
      const rows = Object.entries(told.event).filter(([name]) => !skip.has(name));
      return [
        h("h3", {}, w("no_report")),
        ...told.claims
          .filter((claim) => claim.quote)
          .map((claim) => h("blockquote", { dir: "auto" }, h("mark", {}, String(claim.quote)))),
        h(
          "dl.row-cells",
          {},
          ...rows.map(([name, value]) =>
            h("div.field", {}, h("dt", {}, bdi(name)), h("dd", { dir: "auto" }, String(value))),
          ),
        ),
      ];
    }
    return told.reports.flatMap((report) => [
      h(
        "h3",
        {},
        link(report.url, bdi(report.title || report.source || report.id)),
        report.published
          ? h("span.basis", {}, " ", w("published", { day: report.published }))
          : null,
      ),
      ...(report.cut ? [h("p.basis", {}, w("cut"))] : []),
      this.report(report),
    ]);
  }

  /** The text with its marks, a paragraph a line, each in its own direction. */
  private report(report: talk.Told): HTMLElement {
    const out = h("article.report-text", { lang: report.language, dir: "auto" });
    let line = h("p", { dir: "auto" });
    out.append(line);
    for (const { text, mark } of report.parts) {
      for (const [i, piece] of text.split(/\r\n|\r|\n/).entries()) {
        if (i) {
          line = h("p", { dir: "auto" });
          out.append(line);
        }
        if (piece) line.append(mark ? h("mark", {}, piece) : piece);
      }
    }
    return out;
  }

  private choices(told: talk.Decision): HTMLElement[] {
    const places = h("ol.places");
    for (const [i, place] of told.places.entries()) {
      const label = h(
        "span",
        {},
        h("kbd", {}, String(i + 1)),
        " ",
        h("b", {}, bdi(place.name)),
        place.here ? h("span.flag", {}, w("here")) : null,
        h("span.basis", {}, bdi([place.kind, place.where].filter(Boolean).join(", "))),
        h("span.basis", {}, bdi([this.km(place), place.basis].filter(Boolean).join(" · "))),
      );
      places.append(
        h(
          "li",
          {},
          button("place", { "data-place": i }, label, () => this.pick(i)),
        ),
      );
    }
    const out: HTMLElement[] = [
      h("h2", {}, w("places")),
      told.places.length ? places : h("p.basis", {}, w("no_places")),
    ];
    for (const twin of told.twins) {
      out.push(h("h2", {}, w("twin")), h("p", { dir: "auto" }, twin.about));
      out.push(
        ...twin.quotes.filter(Boolean).map((quote) => h("blockquote", { dir: "auto" }, quote)),
      );
    }
    if (told.parts.length) {
      out.push(h("h2", {}, w("parts")));
      for (const part of told.parts) {
        out.push(
          h(
            "p",
            {},
            h("b", {}, bdi(part.source)),
            " ",
            button("quiet", {}, w("split"), () => this.part(part.event_id)),
          ),
          h("blockquote", { dir: "auto" }, part.quote),
        );
      }
    }
    return out;
  }
}

async function start(): Promise<void> {
  const asked = navigator.language.split("-")[0];
  use(isLanguage(asked) ? asked : "en");
  setTheme(null);
  const [state, base] = await Promise.all([talk.state(), talk.base()]);
  const review = new Review(state, base);
  Object.assign(window, { sitmapReview: review });
  await review.open();
  document.documentElement.dataset.ready = "true";
}

void start().catch(() => {
  document.body.textContent = w("lost");
});
