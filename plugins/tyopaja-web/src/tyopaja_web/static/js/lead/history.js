// What has happened, in words, latest first; each deed that can be taken back has a button for it.

import { problem } from "./forms.js";

function line(room, one, undo) {
  const item = document.createElement("li");
  item.value = one.seq;
  const at = new Date(one.at);
  const when = Object.assign(document.createElement("span"), { className: "when" });
  when.textContent = at.toLocaleTimeString(room.config.locale, { hour: "2-digit", minute: "2-digit" });
  const what = Object.assign(document.createElement("span"), { className: "deed", textContent: one.text });
  item.append(when, " ", what);
  if (one.undone) {
    item.className = "undone";
    item.append(" ", Object.assign(document.createElement("span"), { className: "quiet", textContent: room.t("lead.undone") }));
  } else if (one.command && one.can_undo !== false) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button small" });
    button.textContent = room.t("lead.undo-this");
    button.setAttribute("aria-label", room.t("lead.undo-that", { text: one.text }));
    button.onclick = () => undo(one.command);
    item.append(" ", button);
  }
  return item;
}

export function startHistory(room) {
  const dialog = document.getElementById("dialog-history");
  const place = dialog.querySelector("[data-history]");

  async function shown() {
    const response = await room.api("log?after=0").catch(() => null);
    if (!response?.ok) {
      place.textContent = room.t("lead.history-not");
      return;
    }
    const said = await response.json();
    const list = Object.assign(document.createElement("ol"), { className: "history", reversed: true });
    for (const one of [...(said.log)].reverse()) list.append(line(room, one, undo));
    place.replaceChildren(list);
  }

  async function undo(of) {
    const answer = await room.do({ command: "undo", of });
    if (answer.status === "refused") {
      dialog.close();
      problem(answer.message);
      return;
    }
    await shown();
  }

  dialog.addEventListener("opened", () => {
    place.textContent = room.t("lead.loading");
    shown();
  });
}
