// The table of all values, by unit: number, unit, quality and age of every point of the site.

import { at, make, newest, put, site, text } from "/page.js";

const groups = [];
const longest = 12;
export function buildValues() {
  const owned = site.units.map((unit, place) => ({ unit, place, points: [] }));
  const others = { unit: { text: text("others"), kind: "" }, points: [] };
  site.points.forEach((point, place) => (owned[point.owner] || others).points.push(place));
  for (const { unit, points } of [...owned, others]) {
    if (points.length === 0) continue;
    const count = make("span", { class: "count" });
    const head = make("tr", {}, ...["point", "value", "unit", "quality", "age"].map((key) => {
      const cell = make("th", { text: text(key), class: key === "value" ? "number" : "" });
      cell.scope = "col";
      return cell;
    }));
    const body = make("tbody");
    const rows = points.map((place) => valueRow(site.points[place], place, body));
    const table = make("table", {}, make("thead", {}, head), body);
    table.setAttribute("aria-label", unit.text);
    const details = make(
      "details", {}, make("summary", {}, unit.text, count),
      make("div", { class: "table" }, table));
    // Picture and cards show what matters; long lists open when somebody wants them.
    details.open = points.length <= longest;
    groups.push({ details, count, rows });
    details.addEventListener("toggle", () => { if (newest) showValues(); });
    at("values").append(details);
  }
}

function valueRow(point, place, body) {
  const title = make("th", { text: point.tag ? `${point.tag} · ${point.text}` : point.text });
  title.scope = "row";
  title.append(make("small", { text: point.derived ? `${point.name} (${text("derived")})` : point.name }));
  const [value, unit, quality, age] = ["number", "unit", "quality", "age"]
    .map((name) => make("td", { class: name }));
  put(unit, point.unit);
  const row = make("tr", {}, title, value, unit, quality, age);
  body.append(row);
  return { place, row, value, quality, age };
}

const shapes = { good: "", simulated: "", uncertain: "◇ ", stale: "◷ ", bad: "✖ " };
export function showValues() {
  for (const { details, count, rows } of groups) {
    const bad = rows.filter(({ place }) => ["bad", "stale", "uncertain"].includes(newest.points[place].q));
    put(count, bad.length > 0 ? `✖ ${text("notGood", String(bad.length))}` : "");
    if (!details.open) continue;
    for (const { place, row, value, quality, age } of rows) {
      const point = newest.points[place];
      const mark = `q-${point.q}`;
      if (row.className !== mark) row.className = mark;
      put(value, point.s);
      put(quality, shapes[point.q] + point.w);
      put(age, point.a);
    }
  }
}
