// The page at a glance: which days, how many events, how many deaths by kind of evidence, and what
// it was made from.

import type { Data } from "../data";
import { day, days, type Key, number, t, term } from "../i18n";
import { claimedLosses, PARTY_ONLY, tolls, tollWords } from "../toll";
import { bdi, button, h } from "./dom";
import { level, meter } from "./grade";

export interface Glance {
  period: string;
  shown: number;
  toll: string;
}

/** The counts of geo/pipeline.py that tell what was read. */
const READ: readonly [count: string, key: Key][] = [
  ["reports read", "n_reports"],
  ["table rows read", "n_rows"],
];

function madeFrom({ info }: Data): string {
  const parts = READ.filter(([name]) => info.counts[name]).map(([name, key]) =>
    t(key, { n: info.counts[name] }),
  );
  const latest = info.latest === null ? "" : t("published_to", { day: day(info.latest) });
  return [parts.length ? t("from_sources", { what: parts.join(t("and")) }) : "", latest]
    .filter(Boolean)
    .join(t("comma"));
}

/** Draw it into `element`; `clear` lifts every filter, if there is one. */
export function drawSummary(
  element: HTMLElement,
  data: Data,
  { visible, shown }: { visible: Uint8Array; shown: number },
  [from, to]: readonly [number, number],
  clear: (() => void) | null,
): Glance {
  const { events } = data;
  const { all, by } = tolls(events, visible);
  const evidence = h("ul.evidence", { tabindex: 0, "aria-label": t("deaths") });
  by.sort((a, b) => level(b.verification) - level(a.verification));
  const alone = by.find(({ verification }) => verification === PARTY_ONLY)?.toll;
  for (const { verification, toll } of by) {
    if (toll.events === toll.unknown || verification === PARTY_ONLY || !toll.high) continue;
    evidence.append(
      h(
        "li",
        {},
        meter(verification),
        h("b", {}, tollWords(toll)),
        " ",
        bdi(term("verification", verification)),
      ),
    );
  }
  if (alone && alone.events > alone.unknown) {
    evidence.append(h("li", {}, meter(PARTY_ONLY), t("total_party", { toll: tollWords(alone) })));
  }
  const claimed = claimedLosses(events, visible);
  if (claimed > (alone?.high ?? 0)) evidence.append(h("li", {}, t("party_claims", { n: claimed })));
  if (all.unknown) evidence.append(h("li", {}, t("toll_unknown_n", { n: all.unknown })));
  const glance = { period: days(from, to, "long"), shown, toll: tollWords(all) };
  const made = madeFrom(data);
  const line = h(
    "p.glance",
    {},
    h("span", {}, glance.period),
    h(
      "span.figure",
      {},
      h("b", {}, t("n_events", { n: shown })),
      shown < events.count ? ` ${t("of_n", { n: number(events.count) })}` : null,
    ),
    h("span.figure", {}, h("b", {}, glance.toll)),
    made ? h("span.made", {}, made) : null,
  );
  if (clear) line.append(button("quiet clear", {}, t("clear"), clear));
  element.replaceChildren(line, evidence);
  return glance;
}
