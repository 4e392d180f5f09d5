// A story: steps written by the map's author, each a text and a view of the map.

import { number, t } from "../i18n";
import { button, h } from "./dom";

export interface Step {
  title: string;
  text: string;
  /** What follows the # in the page's address. */
  view: string;
}

/** The pane of one step. */
export function storyPane(
  steps: readonly Step[],
  at: number,
  go: (step: number) => void,
): HTMLElement {
  const { title, text } = steps[at];
  const turn = (by: 1 | -1, label: string): HTMLButtonElement => {
    const made = button("turn", { "data-turn": by }, label, () => go(at + by));
    made.disabled = !steps[at + by];
    return made;
  };
  const dots = h("ol.dots", { "aria-label": t("steps") });
  for (const [i, step] of steps.entries()) {
    const label = `${number(i + 1)}. ${step.title}`;
    const dot = button("dot", { "aria-label": label, title: step.title }, null, () => go(i));
    if (i === at) dot.setAttribute("aria-current", "step");
    dots.append(h("li", {}, dot));
  }
  return h(
    "article.story",
    { "aria-labelledby": "story-title" },
    h("p.story-count", {}, t("step_of", { n: at + 1, all: steps.length })),
    h("h2", { id: "story-title", tabindex: -1, dir: "auto" }, title),
    ...text
      .split(/\n\s*\n/)
      .filter((part) => part.trim())
      .map((part) => h("p", { dir: "auto" }, part.trim())),
    h("div.story-turns", {}, turn(-1, t("previous_step")), dots, turn(1, t("next_step"))),
  );
}
