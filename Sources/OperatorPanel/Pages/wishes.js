// Wishes: what a person asks for, with a question first where something starts or is released. A stop is
// never questioned and never disabled.

import { at, lang, newest, site, text, put } from "/page.js";

// An answer stays until the next one, so it says when it was given.
const tell = (words) => {
  const clock = newest ? `${newest.civilTime.split(" ")[1]} ` : "";
  put(at("result"), clock + words);
};

export async function ask(body, what) {
  tell(text("sending", what));
  try {
    const answer = await fetch(`/intent?lang=${lang}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5000),
    });
    const told = await answer.json();
    if (told.result === "accepted") tell(text("accepted", what));
    else if (told.result === "unanswered") tell(text("noAnswer", what));
    else tell(`${text("refused", what)} ${told.reason}`);
  } catch {
    tell(text("noAnswer", what));
  }
}

let confirmed = null;
function confirmFirst(title, change, means, label, action) {
  put(at("dialog-title"), title);
  at("dialog-change").hidden = change === null;
  if (change) {
    put(at("dialog-old"), change[0]);
    put(at("dialog-new"), change[1]);
  }
  put(at("dialog-means"), means);
  put(at("dialog-confirm"), label);
  confirmed = action;
  at("dialog").showModal();
  at("dialog-cancel").focus();
}

export const bare = (label) => label.replace(/\s…$/, "");

export function askMode(place, mode) {
  const unit = site.units[place];
  const target = bare(text(mode));
  const now = newest ? newest.units[place].modeText : "–";
  confirmFirst(
    text("askMode", unit.text), [now, target], text(`${mode}Means`),
    text("confirmMode", target),
    () => ask({ kind: "mode", unit: unit.name, mode }, `${unit.text}: ${target}`));
}

function askReset() {
  const latched = newest ? newest.alarms.filter((alarm) => alarm.latched) : [];
  const names = latched.map((alarm) => `${alarm.row} (${alarm.reset})`).join(", ");
  const list = names ? `${text("latchedNow")}: ${names}.` : text("nothingLatched");
  confirmFirst(
    text("askReset"), null, `${list} ${text("resetMeans")}`, text("confirmReset"),
    () => ask({ kind: "reset" }, text("confirmReset")));
}

// The stop works from the first moment on, whatever else is missing.
// An open dialog covers it, so the dialog has the same button.
const stopAll = () => ask({ kind: "stop" }, at("stop").lastChild.data.trim());
at("stop").addEventListener("click", stopAll);
at("dialog-stop").addEventListener("click", () => {
  at("dialog").close();
  stopAll();
});
at("acknowledge").addEventListener("click", () => ask({ kind: "acknowledge" }, text("acknowledge")));
at("reset").addEventListener("click", askReset);
at("dialog-cancel").addEventListener("click", () => at("dialog").close());
at("dialog-confirm").addEventListener("click", () => {
  at("dialog").close();
  if (confirmed) confirmed();
});
at("dialog").addEventListener("close", () => { confirmed = null; });
at(`lang-${lang}`).setAttribute("aria-current", "true");
