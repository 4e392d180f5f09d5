// The page at a glance: which days, how many events, how many deaths by kind of evidence.

import type { Events } from "../data";
import { days, t, term } from "../i18n";
import { claimedLosses, PARTY_ONLY, tolls, tollWords } from "../toll";
import { bdi, button, h } from "./dom";

export interface Glance {
  period: string;
  shown: number;
  toll: string;
}

/** Draw it into `element`; `clear` lifts every filter, if there is one. */
export function drawSummary(
  element: HTMLElement,
  events: Events,
  { visible, shown }: { visible: Uint8Array; shown: number },
  [from, to]: readonly [number, number],
  clear: (() => void) | null,
): Glance {
  const { all, by } = tolls(events, visible);
  const evidence = h("ul.evidence", { tabindex: 0, "aria-label": t("deaths") });
  const alone = by.find(({ verification }) => verification === PARTY_ONLY)?.toll;
  for (const { verification, toll } of by) {
    if (toll.events === toll.unknown || verification === PARTY_ONLY) continue;
    evidence.append(
      h("li", {}, h("b", {}, tollWords(toll)), " ", bdi(term("verification", verification))),
    );
  }
  if (all.unknown) evidence.append(h("li", {}, t("toll_unknown_n", { n: all.unknown })));
  if (alone && alone.events > alone.unknown) {
    evidence.append(h("li", {}, t("total_party", { toll: tollWords(alone) })));
  }
  const claimed = claimedLosses(events, visible);
  if (claimed > (alone?.high ?? 0)) evidence.append(h("li", {}, t("party_claims", { n: claimed })));
  const glance = { period: days(from, to, "long"), shown, toll: tollWords(all) };
  const line = h(
    "p.glance",
    {},
    h("span", {}, glance.period),
    h(
      "span",
      {},
      h("b", {}, t("n_events", { n: shown })),
      shown < events.count ? ` ${t("of_n", { n: events.count })}` : null,
    ),
    h("span", {}, h("b", {}, glance.toll)),
  );
  if (clear) line.append(button("quiet clear", {}, t("clear"), clear));
  element.replaceChildren(line, evidence);
  return glance;
}
