// The alarm list: shape, number and word for each priority; new urgent rows are spoken.

import { at, draw, make, put, text } from "/page.js";

function alarmMark(alarm) {
  const mark = draw("svg", { class: "mark", viewBox: "0 0 40 40", "aria-hidden": "true" });
  const shapes = {
    1: ["polygon", { points: "20,2 39,38 1,38" }],
    2: ["polygon", { points: "20,1 39,20 20,39 1,20" }],
    3: ["circle", { cx: 20, cy: 20, r: 17 }],
  };
  const [name, attributes] = shapes[alarm.priority];
  mark.append(
    draw(name, { ...attributes, class: "shape" }),
    draw("text", { x: 20, y: alarm.priority === 1 ? 32 : 25 }, `P${alarm.priority}`));
  return mark;
}

function alarmItem(alarm) {
  const cause = make("p", { class: "cause" }, `P${alarm.priority} · ${alarm.row} · ${alarm.cause}`);
  if (alarm.firstOut) cause.append(make("span", { class: "first-out", text: text("firstOut") }));
  const facts = [alarm.value, alarm.state, alarm.latched ? alarm.reset : ""].filter(Boolean);
  const item = make(
    "li", { class: `alarm p${alarm.priority}${alarm.acknowledged ? " seen" : ""}` },
    alarmMark(alarm), cause, make("p", { class: "state", text: facts.join(" · ") }));
  if (alarm.action) {
    item.append(make("p", { class: "action", text: `${text("action")}: ${alarm.action}` }));
  }
  if (alarm.consequence) {
    item.append(make(
      "p", { class: "small", text: `${text("consequence")}: ${alarm.consequence}` }));
  }
  return item;
}

let shownAlarms = "";
let spoken = new Set();
export function showAlarms(alarms) {
  const state = JSON.stringify(alarms);
  if (state === shownAlarms) return;
  shownAlarms = state;
  at("alarm-list").replaceChildren(...alarms.map(alarmItem));
  at("no-alarms").hidden = alarms.length > 0;
  // Spoken at once: new rows of priority 1 and 2, and nothing else.
  const urgent = alarms.filter((alarm) => alarm.priority <= 2 && !alarm.acknowledged);
  const fresh = urgent.filter((alarm) => !spoken.has(alarm.row));
  spoken = new Set(urgent.map((alarm) => alarm.row));
  if (fresh.length > 0) {
    put(at("alert"), fresh.map((alarm) => `P${alarm.priority} ${alarm.cause}`).join(". "));
  }
}
