// One card for each unit that has steps: what it may do, where it stands, why, and its buttons.

import { at, make, newest, put, site, text, worded, worth } from "/page.js";
import { ask, askMode, bare } from "/wishes.js";

const cards = [];
function field(title, cls) {
  const value = make("dd", { class: cls });
  return [make("div", { class: cls === "reason" || cls === "bound" ? "wide" : "" }, make("dt", { text: title }), value), value];
}

export function buildCards() {
  site.units.forEach((unit, place) => {
    if (!unit.hasCard) return;
    const title = make("h3", { text: unit.text });
    const list = make("dl");
    const card = { place, fields: {}, lines: {}, values: [] };
    const wanted = unit.hasModes
      ? ["mode", "step", "measured", "asked", "reason", "bound"] : ["step", "reason", "bound"];
    for (const name of wanted) {
      const [whole, value] = field(text(name), name);
      list.append(whole);
      card.fields[name] = value;
      card.lines[name] = whole;
      if (name === "measured") value.append(make("span"), make("span", { class: "worth" }));
    }
    for (const point of unit.values) {
      const [whole, value] = field(site.points[point].text.replace(`${unit.text}: `, ""), "");
      value.append(make("span"), make("span", { class: "worth" }));
      card.values.push([point, value]);
      list.append(whole);
    }
    card.progress = make("progress");
    card.progress.max = 1;
    card.progress.setAttribute("aria-label", `${unit.text}: ${text("step")}`);
    card.root = make("article", { class: "card" }, title, list, card.progress);
    if (unit.hasModes) {
      const buttons = make("div", { class: "buttons" });
      for (const mode of ["automatic", "standby"]) {
        const button = make("button", { type: "button", class: "control", text: text(mode) });
        button.setAttribute("aria-label", `${unit.text}: ${bare(text(mode))}`);
        button.addEventListener("click", () => askMode(place, mode));
        buttons.append(button);
      }
      const stop = make("button", { type: "button", text: text("stop") });
      stop.setAttribute("aria-label", text("stopUnit", unit.text));
      stop.addEventListener("click", () => ask({ kind: "stop", unit: unit.name }, text("stopUnit", unit.text)));
      buttons.append(stop);
      card.root.append(buttons);
    }
    cards.push(card);
    at("cards").append(card.root);
  });
}

export function showCards() {
  for (const { place, fields, lines, values, progress, root } of cards) {
    const unit = newest.units[place];
    root.classList.toggle("tripped", unit.mode === "tripped" && Boolean(fields.mode));
    if (fields.mode) {
      put(fields.mode, `${unit.mode === "tripped" ? "✖ " : ""}${unit.modeText}`);
      put(fields.measured.firstChild, worded(site.units[place].power) || "–");
      put(fields.measured.lastChild, worth(site.units[place].power));
      put(fields.asked, unit.asked);
    }
    put(fields.step, unit.stepText);
    put(fields.reason, unit.reason || "–");
    put(fields.bound, unit.effectText);
    lines.reason.hidden = unit.reason === "";
    lines.bound.hidden = unit.effectText === "";
    for (const [point, value] of values) {
      put(value.firstChild, worded(point));
      put(value.lastChild, worth(point));
    }
    progress.hidden = unit.progress < 0;
    if (unit.progress >= 0) progress.value = unit.progress;
  }
}
