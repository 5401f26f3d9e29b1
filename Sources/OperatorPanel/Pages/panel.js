// The page of the panel: it fetches the names once, hears the values as they come, and notices when they do
// not come any more.

import { at, lang, make, newest, put, setNewest, setSite, site, text } from "/page.js";
import { showAlarms } from "/alarms.js";
import { buildCards, showCards } from "/cards.js";
import { showFlow } from "/flow.js";
import { buildValues, showValues } from "/values.js";
import "/wishes.js";

// Without a message for this long the values are old and the controls are dead, all but the stop.
const patience = 3000;
let heard = performance.now();
let stream = null;

let shownEvents = "";
function showEvents(events) {
  const state = JSON.stringify(events);
  if (state === shownEvents) return;
  shownEvents = state;
  at("no-events").hidden = events.length > 0;
  at("events").replaceChildren(...events.map((event) =>
    make("li", {}, make("time", { text: event.time }), make("span", { text: event.text }))));
}

function show() {
  put(at("time"), newest.civilTime);
  showAlarms(newest.alarms);
  showFlow();
  showCards();
  showValues();
  showEvents(newest.events);
  put(at("health"), [
    text("health", String(newest.scan)), text("overruns", String(newest.overruns)),
    text("eventsLost", String(newest.eventsLost)),
  ].join(" · "));
}

// Connection

function watch() {
  const silence = performance.now() - heard;
  const isLost = silence > patience;
  document.body.classList.toggle("is-lost", isLost);
  if (at("lost").hidden === isLost) {
    at("lost").hidden = !isLost;
    put(at("alert"), isLost ? at("lost").querySelector("strong").textContent : "");
  }
  const isLive = newest !== null && !isLost;
  for (const control of document.querySelectorAll("button.control")) control.disabled = !isLive;
  if (isLost && at("dialog").open) at("dialog").close();
  if (site) {
    put(at("link"), text(isLost ? "linkLost" : newest ? "linkLive" : "linkWait"));
    if (isLost) put(at("lost-since"), text("lostSince", String(Math.floor(silence / 1000))));
  }
}

function receive(message) {
  setNewest(JSON.parse(message.data));
  // The controller was started anew with other lists: values would land in wrong places.
  if (newest.edition !== site.edition) {
    location.reload();
    return;
  }
  // A message may bring an old snapshot, when the controller stands and only its panel lives.
  heard = performance.now() - newest.silence;
  show();
  watch();
}

function listen() {
  if (stream) stream.close();
  stream = new EventSource(`/events?lang=${lang}`);
  stream.addEventListener("message", receive);
  stream.addEventListener("error", () => {
    // The browser reconnects by itself, except after a refusal.
    if (stream.readyState === EventSource.CLOSED && !document.hidden) setTimeout(listen, 5000);
  });
}

async function begin() {
  try {
    const answer = await fetch(`/site?lang=${lang}`);
    if (!answer.ok) throw new Error(String(answer.status));
    setSite(await answer.json());
  } catch {
    setTimeout(begin, 3000);
    return;
  }
  buildCards();
  buildValues();
  window.addEventListener("resize", () => { if (newest) showFlow(); });
  if (!document.hidden) listen();
}

// A browser opens six connections to one host. Streams of pages that nobody sees would take them all
// and leave none for a stop.
document.addEventListener("visibilitychange", () => {
  if (!site) return;
  if (document.hidden) stream?.close();
  else listen();
});

setInterval(() => { if (!document.hidden) watch(); }, 500);
watch();
begin();
