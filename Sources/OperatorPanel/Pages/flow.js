// The flow picture: rows above and below three buses, or, where there is no room for rows, a ladder. Which
// box hangs on which bus comes from the site's catalogue; nothing here knows a site.

import { at, draw, isDoubtful, newest, site, text, valueOf, worded, worth } from "/page.js";

// Below this a flow is drawn as none: meters tremble around zero.
const least = { power: 0.02, hydrogen: 0.5, heat: 0.02 };
const direction = (edge, kind) => {
  const value = valueOf(edge.point);
  if (!value || value.v === null || Math.abs(value.v) < least[kind]) return 0;
  return Math.sign(value.v) * edge.sign;
};
const magnitude = (edge) => worded(edge.point).replace(/^-/, "");

// The lines of a box below its name, and the height that they need.
function boxLines(node) {
  const lines = node.values.flatMap((place) => [
    { words: worded(place), kind: isDoubtful(valueOf(place)) ? "doubt" : "dim" },
    { words: worth(place), kind: isDoubtful(valueOf(place)) ? "doubt" : "worth" },
  ]);
  const head = node.unit >= 0 ? site.units[node.unit] : null;
  if (head && head.hasModes) {
    const unit = newest.units[node.unit];
    const kind = unit.mode === "tripped" ? "trip" : "dim";
    lines.push({ words: unit.modeText, kind });
    if (unit.stepText !== unit.modeText) lines.push({ words: unit.stepText, kind });
  }
  return lines;
}
const boxHeight = (node) => 32 + 17 * boxLines(node).length;

function nodeBox(node, x, y, width, height) {
  const lines = boxLines(node);
  const isTripped = lines.some((line) => line.kind === "trip");
  const runs = ["power", "hydrogen", "heat"].some((kind) => node[kind] && direction(node[kind], kind));
  const group = draw("g", {});
  group.append(
    draw("rect", { x, y, width, height, rx: 4, class: `box${runs ? " runs" : ""}${isTripped ? " tripped" : ""}` }),
    draw("text", { x: x + 10, y: y + 20, class: "name" }, fitted(node.text, width - 18)));
  lines.forEach((line, place) => group.append(draw(
    "text", { x: x + 10, y: y + 39 + 17 * place, class: line.kind },
    fitted(line.words, width - 18))));
  return group;
}
const fitted = (words, width) => {
  const most = Math.floor(width / 7.4);
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
};

// A line from a box (first end) to a bus (second end), with an arrow where something flows.
function flowLine(edge, kind, from, to, label) {
  const way = direction(edge, kind);
  const group = draw("g", {});
  group.append(draw("line", {
    x1: from[0], y1: from[1], x2: to[0], y2: to[1],
    class: `edge ${kind}${way ? " flows" : ""}`,
  }));
  if (way) {
    const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    const angle = Math.atan2((to[1] - from[1]) * way, (to[0] - from[0]) * way) * 180 / Math.PI;
    group.append(draw("polygon", {
      points: "-9,-9 11,0 -9,9", class: "arrow",
      transform: `translate(${middle[0]} ${middle[1]}) rotate(${angle})`,
    }));
  }
  if (edge.point >= 0) {
    const isDoubt = isDoubtful(valueOf(edge.point));
    group.append(
      draw("text", { x: label[0], y: label[1], class: isDoubt ? "unknown" : "" }, magnitude(edge)),
      draw("text", { x: label[0], y: label[1] + 16, class: isDoubt ? "doubt" : "worth" },
        fitted(worth(edge.point), label[2])));
  }
  return group;
}

function busName(svg, key, x, y) {
  svg.append(draw("text", { x, y, class: "name" }, text(key)));
}

function wideFlow(width) {
  const row = (name) => site.flow.filter((node) => node.row === name);
  const [sources, converters] = [row("source"), row("converter")];
  const bottom = [...row("store"), ...row("heat")];
  const gap = 16;
  const slots = Math.max(sources.length, converters.length, bottom.length, 1);
  const box = Math.min(270, (width - gap * (slots - 1)) / slots);
  const wire = 84;
  const [high1, high2, high3] = [sources, converters, bottom].map(
    (nodes) => Math.max(32, ...nodes.map(boxHeight)));
  const y1 = 4;
  const bus = y1 + high1 + wire;
  const y2 = bus + wire;
  const hydrogen = y2 + high2 + wire;
  const heat = hydrogen + 26;
  const y3 = heat + wire;
  const has = (kind) => site.flow.some((node) => node[kind]);
  const left = (count, place) => {
    const used = count * box + (count - 1) * gap;
    return (width - used) / 2 + place * (box + gap);
  };
  const svg = draw("svg", { viewBox: `0 0 ${width} ${y3 + high3 + 4}`, role: "img", "aria-labelledby": "flow-name" });
  svg.append(draw("title", { id: "flow-name" }, flowTitle()));
  svg.append(draw("line", { x1: 0, y1: bus, x2: width, y2: bus, class: "bus power" }));
  busName(svg, "power", 4, bus - 8);
  if (has("hydrogen")) {
    svg.append(draw("line", { x1: 0, y1: hydrogen, x2: width, y2: hydrogen, class: "bus hydrogen" }));
    busName(svg, "hydrogen", 4, hydrogen - 8);
  }
  if (has("heat")) {
    svg.append(draw("line", { x1: 0, y1: heat, x2: width, y2: heat, class: "bus heat" }));
    busName(svg, "heat", 4, heat + 20);
  }
  sources.forEach((node, place) => {
    const x = left(sources.length, place);
    const middle = x + box / 2;
    svg.append(nodeBox(node, x, y1 + high1 - boxHeight(node), box, boxHeight(node)));
    svg.append(flowLine(
      node.power, "power", [middle, y1 + high1], [middle, bus],
      [middle + 14, y1 + high1 + 36, box / 2]));
  });
  converters.forEach((node, place) => {
    const x = left(converters.length, place);
    const [one, middle, two] = [x + box * 0.2, x + box / 2, x + box * 0.85];
    svg.append(nodeBox(node, x, y2, box, high2));
    svg.append(flowLine(
      node.power, "power", [middle, y2], [middle, bus], [middle + 14, y2 - 44, box / 2]));
    svg.append(flowLine(
      node.hydrogen, "hydrogen", [one, y2 + high2], [one, hydrogen],
      [one + 14, y2 + high2 + 36, box * 0.65 - 16]));
    if (node.heat) svg.append(flowLine(node.heat, "heat", [two, y2 + high2], [two, heat], []));
  });
  bottom.forEach((node, place) => {
    const x = left(bottom.length, place);
    const middle = x + box / 2;
    const kind = node.hydrogen ? "hydrogen" : "heat";
    const end = node.hydrogen ? hydrogen : heat;
    svg.append(nodeBox(node, x, y3, box, boxHeight(node)));
    svg.append(flowLine(
      node[kind], kind, [middle, y3], [middle, end], [middle + 14, y3 - 36, box / 2]));
  });
  return svg;
}

function narrowFlow(width) {
  const kinds = ["power", "hydrogen", "heat"].filter((kind) => site.flow.some((node) => node[kind]));
  const lanes = Object.fromEntries(kinds.map((kind, place) => [kind, 12 + 20 * place]));
  const start = 12 + 20 * kinds.length + 10;
  const room = width - start - 20;
  const order = ["source", "converter", "store", "heat"];
  const nodes = order.flatMap((name) => site.flow.filter((node) => node.row === name));
  const svg = draw("svg", { role: "img", "aria-labelledby": "flow-name" });
  svg.append(draw("title", { id: "flow-name" }, flowTitle()));
  const legend = kinds.map((kind) => text(kind)).join(" · ");
  svg.append(draw("text", { x: 4, y: 16, class: "dim" }, legend));
  const lines = draw("g", {});
  svg.append(lines);
  let y = 28;
  for (const node of nodes) {
    const mine = kinds.filter((kind) => node[kind]);
    const told = mine.filter((kind) => node[kind].point >= 0);
    const above = boxHeight(node);
    const height = above + 36 * told.length;
    svg.append(nodeBox(node, start, y, width - start - 2, height));
    told.forEach((kind, place) => {
      const edge = node[kind];
      const way = direction(edge, kind);
      const arrow = way > 0 ? "← " : way < 0 ? "→ " : "";
      const isDoubt = isDoubtful(valueOf(edge.point));
      const level = y + above + 8 + 36 * place;
      svg.append(
        draw("text", { x: start + 10, y: level, class: isDoubt ? "unknown" : "name" },
          fitted(`${arrow}${text(kind)} ${magnitude(edge)}`, room)),
        draw("text", { x: start + 10, y: level + 16, class: isDoubt ? "doubt" : "worth" },
          fitted(worth(edge.point), room)));
    });
    mine.forEach((kind, place) => {
      const level = y + 14 + 16 * place;
      const way = direction(node[kind], kind);
      svg.append(draw("line", { x1: lanes[kind], y1: level, x2: start, y2: level, class: `edge ${kind}${way ? " flows" : ""}` }));
      if (way) {
        svg.append(draw("polygon", {
          points: "-7,-7 9,0 -7,7", class: "arrow",
          transform: `translate(${(start + lanes[kind]) / 2} ${level}) rotate(${way > 0 ? 180 : 0})`,
        }));
      }
    });
    y += height + 10;
  }
  for (const kind of kinds) {
    lines.append(draw("line", { x1: lanes[kind], y1: 24, x2: lanes[kind], y2: y - 10, class: `bus ${kind}` }));
  }
  svg.setAttribute("viewBox", `0 0 ${width} ${y}`);
  return svg;
}

function flowTitle() {
  const told = site.flow.flatMap((node) => ["power", "hydrogen", "heat"]
    .filter((kind) => node[kind] && node[kind].point >= 0)
    .map((kind) => `${node.text}: ${text(kind)} ${worded(node[kind].point)} (${worth(node[kind].point)})`));
  return `${text("flow")}. ${told.join("; ")}`;
}

export function showFlow() {
  const width = at("flow").clientWidth;
  if (width === 0) return;
  const most = Math.max(...["source", "converter"].map(
    (name) => site.flow.filter((node) => node.row === name).length), 1);
  const picture = width >= Math.max(640, most * 185) ? wideFlow(width) : narrowFlow(width);
  at("flow").replaceChildren(picture);
}
