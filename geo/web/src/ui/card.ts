// One event in full: what, where, when and how each is known, and who says so in which words.

import type { Claim, Data } from "../data";
import { Mark } from "../data";
import { country, day, days, distance, number, t, term } from "../i18n";
import type { Names } from "../names";
import { said } from "../said";
import { colourOf, markPath } from "../theme";
import { eventToll } from "../toll";
import { changed } from "./changes";
import { corrections, reviewed } from "./corrected";
import { append, bdi, button, h, icon, link } from "./dom";
import { graded } from "./grade";

export interface CardActions {
  close: () => void;
  step: (by: 1 | -1) => void;
  zoom: (row: number) => void;
  address: () => string;
}

function field(label: string, ...values: (Node | string | null | false)[]): HTMLElement {
  return h("div.field", {}, h("dt", {}, label), h("dd", {}, ...values));
}

const basis = (text: string): HTMLElement | null => (text ? h("span.basis", {}, bdi(text)) : null);

function where(data: Data, row: number, names: Names): (Node | string | null)[] {
  const { events } = data;
  const place = events.text("place", row);
  const own = names.own(events, row);
  const admin = ["admin2", "admin1", "country"]
    .map((column) => country(events.text(column, row)))
    .filter((name, i, all) => name && name !== place && all.indexOf(name) === i);
  const radius = events.radius[row];
  const doubt =
    events.mark[row] === Mark.None
      ? t("no_place")
      : events.mark[row] === Mark.Area
        ? t("somewhere_in")
        : events.mark[row] === Mark.Points
          ? t("several_spots")
          : events.mark[row] === Mark.Line
            ? t("along")
            : radius > 0
              ? t("within", { distance: distance(radius) })
              : "";
  return [
    own ? h("strong", {}, bdi(own)) : null,
    place !== own ? h("span.admin", {}, bdi(place)) : null,
    admin.length ? h("span.admin", {}, bdi(admin.join(", "))) : null,
    doubt ? h("span.doubt", {}, doubt) : null,
    basis(events.text("place_basis", row)),
  ];
}

function zone(data: Data, row: number): string {
  const { events } = data;
  const name = events.text("zone", row);
  const known = data.zones.find((z) => z.id === name)?.name ?? name;
  const fit = events.text("zone_fit", row);
  if (fit === "inside") return t("fit_inside", { zone: known });
  if (fit === "edge") return t("fit_edge", { zone: known });
  return fit === "outside" ? t("fit_outside") : t("fit_unknown");
}

/** What different people say of the dead, on one scale; nothing where fewer than two say it. */
function compared(claims: readonly Claim[]): HTMLElement | null {
  const counted = claims.filter((c) => c.quantity === "killed" && (c.low >= 0 || c.high >= 0));
  if (new Set(counted.map((c) => c.claimant)).size < 2) return null;
  const ends = counted.map((c): [number, number] => [
    Number.isNaN(c.low) ? 0 : c.low,
    Number.isNaN(c.high) ? Number.NaN : c.high,
  ]);
  const most = Math.max(1, ...ends.map(([low, high]) => (Number.isNaN(high) ? low * 1.15 : high)));
  const list = h("ul.rivals");
  for (const [i, claim] of counted.entries()) {
    const [low, high] = ends[i];
    const open = Number.isNaN(high);
    const bar = h("span.bar", { "data-open": open, "data-side": claim.side });
    bar.style.insetInlineStart = `${(low / most) * 100}%`;
    bar.style.inlineSize = `${(((open ? most : high) - low) / most) * 100}%`;
    list.append(
      h(
        "li",
        {},
        h(
          "span.rival",
          {},
          claim.claimant ? bdi(claim.claimant) : t("claimant_voice"),
          h(
            "span.rival-side",
            {},
            [term("side", claim.side), Number.isNaN(claim.published) ? "" : day(claim.published)]
              .filter(Boolean)
              .join(" · "),
          ),
        ),
        h("span.scale", { "aria-hidden": "true" }, bar),
        h("span.said", {}, h("b", {}, said(claim)), " ", bdi(claim.victims)),
      ),
    );
  }
  return h(
    "section",
    {},
    h("h3", {}, t("rival_tolls")),
    list,
    h(
      "p.scale-end",
      { "aria-hidden": "true" },
      h("span", {}, "0"),
      h("span", {}, number(Math.round(most))),
    ),
  );
}

function claimItem(claim: Claim): HTMLElement {
  const amount = said(claim);
  const head = h(
    "div.claim-head",
    {},
    h(
      "span.claimant",
      {},
      claim.claimant ? bdi(claim.claimant) : t("claimant_voice"),
      h("span.side", { "data-side": claim.side }, term("side", claim.side)),
    ),
    h(
      "span.amount",
      {},
      amount ? h("b", {}, amount) : null,
      amount ? " " : null,
      term("quantity", claim.quantity),
      claim.victims ? h("span.victims", {}, " · ", bdi(claim.victims)) : null,
    ),
  );
  const quote = h("blockquote", { dir: "auto" });
  claim.quote().then((text) => {
    if (text) quote.textContent = text;
    else quote.remove();
  });
  const foot = h(
    "div.claim-foot",
    {},
    link(claim.url, bdi(claim.source || claim.report)),
    Number.isNaN(claim.published) ? null : h("span", {}, day(claim.published)),
  );
  return h("li.claim", {}, head, quote, foot);
}

/** The element of one event's card; the claims come in when they are unpacked. */
export function card(data: Data, row: number, names: Names, actions: CardActions): HTMLElement {
  const { events } = data;
  const type = events.text("event_type", row);
  const sub = events.text("sub_event_type", row);
  const mark = icon(markPath(type), 20);
  mark.style.fill = colourOf(type);
  mark.classList.add("mark");
  const actors = [events.text("actor1", row), events.text("actor2", row)].filter(
    (actor, i, all) => actor && all.indexOf(actor) === i,
  );
  const review = events.text("review", row);
  const read = events.table.numbers("read")[row] === 1;
  const checked = reviewed(data, row);
  const copy = button("quiet", {}, t("copy_link"), () => {
    navigator.clipboard?.writeText(actions.address()).then(
      () => {
        copy.textContent = t("copied");
      },
      () => window.prompt(t("copy_link"), actions.address()),
    );
  });
  const element = h(
    "article.card",
    { "aria-labelledby": "card-title" },
    h(
      "div.card-bar",
      {},
      button("quiet back", {}, t("back"), actions.close),
      h(
        "span.steps",
        {},
        button("quiet", { "aria-label": t("previous") }, "↑", () => actions.step(-1)),
        button("quiet", { "aria-label": t("next") }, "↓", () => actions.step(1)),
      ),
    ),
    h(
      "header",
      {},
      mark,
      h(
        "div",
        {},
        h("p.kicker", {}, sub ? term("type", type) : days(events.first[row], events.last[row])),
        h(
          "h2",
          { id: "card-title", tabindex: -1 },
          bdi(sub ? term("sub", sub) : term("type", type)),
        ),
      ),
    ),
    h(
      "p.card-toll",
      {},
      h("strong", {}, eventToll(events, row)),
      graded(events.text("verification", row)),
    ),
    h(
      "dl",
      {},
      field(t("where"), ...where(data, row, names)),
      field(
        t("when"),
        h("strong", {}, days(events.first[row], events.last[row], "long")),
        basis(events.text("date_basis", row)),
      ),
      actors.length > 0 &&
        field(t("who"), ...actors.map((actor) => h("span.actor", {}, bdi(actor)))),
      // A project without zones has nothing that an event could lie outside of.
      events.mark[row] !== Mark.None &&
        (data.zones.length > 0 || events.text("zone", row) !== "") &&
        field(t("zone"), bdi(zone(data, row))),
      (review || read || checked) &&
        field(
          t("review"),
          checked ?? h("span.flag", {}, term("review", "unreviewed")),
          read && !checked ? h("span.basis", {}, t("read_by_program")) : null,
          review && review !== "unreviewed" ? basis(review) : null,
        ),
    ),
  );
  const list = h("ul.claims");
  const section = h("section", {}, h("h3", {}, t("claims")), list);
  append(element, changed(data, row), corrections(data, row), section);
  data.claims().then((claims) => {
    const told = claims.of(row);
    const rivals = compared(told);
    if (rivals) element.querySelector("dl")?.before(rivals);
    for (const claim of told) list.append(claimItem(claim));
    if (!list.childElementCount) section.remove();
  });
  data.note(row).then((note) => {
    if (note) section.before(h("p.note", { dir: "auto" }, note));
  });
  const foot = h("footer", {}, copy);
  if (events.mark[row] !== Mark.None) {
    foot.append(button("quiet", {}, t("zoom_in"), () => actions.zoom(row)));
  }
  const address = data.info.report_errors_to;
  if (/^(mailto|https):/i.test(address)) {
    const report = h("a", { rel: "noopener noreferrer", target: "_blank" }, t("report_error"));
    const url = new URL(address);
    const mail = url.protocol === "mailto:";
    url.searchParams.set(
      mail ? "subject" : "event",
      mail ? `${data.info.title}: ${events.id(row)}` : events.id(row),
    );
    if (mail) url.searchParams.set("body", `${events.id(row)}\n${actions.address()}\n\n`);
    report.href = url.href.replace(/\+/g, "%20");
    foot.append(report);
  }
  foot.append(h("span.basis", {}, `${t("event_id")} `, h("code", {}, bdi(events.id(row)))));
  append(element, foot);
  return element;
}
