// What all parts of the page share: the names of the site, the newest values, and small tools to put text
// into the page. Text is put as text, never as markup.

export const lang = document.body.dataset.lang;
export const at = (id) => document.getElementById(id);

// Names come once, values as the scans come; both already in words. Nothing is computed in a browser but
// the picture.
export let site = null;
export let newest = null;
export const setSite = (names) => { site = names; };
export const setNewest = (values) => { newest = values; };

export const text = (key, word) => {
  // The answers to a stop are in the page itself: it may be asked for before the names are here.
  const pattern = site ? site.texts[key] : at("result").dataset[key];
  return word === undefined ? pattern : pattern.replace("%", () => word);
};
export const put = (element, words) => {
  if (element.textContent !== words) element.textContent = words;
};
export const make = (name, parts = {}, ...children) => {
  const element = document.createElement(name);
  if (parts.class) element.className = parts.class;
  if (parts.text !== undefined) element.textContent = parts.text;
  if (parts.type) element.type = parts.type;
  element.append(...children);
  return element;
};
export const draw = (name, attributes, words) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (words !== undefined) element.textContent = words;
  return element;
};

export const valueOf = (place) => (place >= 0 ? newest.points[place] : null);
export const isDoubtful = (value) => ["uncertain", "stale", "bad"].includes(value.q);
export const worded = (place) => {
  const value = valueOf(place);
  return value ? `${value.s} ${site.points[place].unit}`.trim() : "";
};
// What a value is worth: its quality, and its age where the quality does not tell it already.
export const worth = (place) => {
  const value = valueOf(place);
  if (!value) return "";
  return value.q === "stale" || value.a === "–" ? value.w : `${value.w}, ${value.a}`;
};
