// Buttons and forms that are commands: sent without leaving the page, refused in words, with a way back.

import { announce } from "../announce.js";
import { confirmed, reasonFor } from "./dialogs.js";
import { toast } from "./toast.js";

const NUMBERS = new Set(["minutes", "heads", "size", "count", "times", "votes"]);
const YES_NO = new Set(["keep", "several", "secret", "private"]);
const LISTS = new Set(["on"]);

/** The command that a form stands for, typed as the wire has it; empty fields say nothing. */
export function commandOf(form) {
  const command = {};
  for (const [name, given] of new FormData(form)) {
    const value = typeof given === "string" ? given.trim() : "";
    if (value === "" || name === "back") continue;
    if (LISTS.has(name)) command[name] = [...(command[name] ?? []), value];
    else if (NUMBERS.has(name) && command.command !== "set") command[name] = Number(value);
    else if (YES_NO.has(name)) command[name] = value === "true";
    else command[name] = value;
  }
  return command;
}

/** Say what was wrong, at the top of the page and aloud. */
export function problem(text) {
  const place = document.getElementById("problem");
  place.textContent = text;
  place.hidden = !text;
  if (text) place.scrollIntoView({ block: "nearest" });
}

const UNDONE_BY_A_BUTTON = { remove: "lead.did-remove", leave: "lead.did-leave", merge: "lead.did-merge", divide: "lead.did-divide" };

export function startForms(room, refresh) {
  async function send(form, command) {
    problem("");
    form.setAttribute("aria-busy", "true");
    const answer = await room.do(command);
    form.removeAttribute("aria-busy");
    if (answer.status === "refused") return refused(form, command, answer);
    cleared(form);
    const word = UNDONE_BY_A_BUTTON[command.command];
    if (word) toast(room.t(word), () => room.do({ command: "undo", of: answer.id ?? command.id }).then(told).then(refresh));
    await refresh();
  }

  function told(answer) {
    if (answer?.status === "refused") problem(answer.message);
  }

  async function refused(form, command, answer) {
    if (["needs", "move-needs", "no-groups-yet"].includes(answer.code)) {
      const reason = await reasonFor(answer.message);
      if (reason) return send(form, { ...command, reason });
      return undefined;
    }
    problem(answer.message);
    announce(answer.message, { assertive: true });
    return refresh();
  }

  function cleared(form) {
    const field = form.dataset.clear && form.elements[form.dataset.clear];
    if (!field) return;
    field.value = "";
    if (field.nodeName === "TEXTAREA") field.focus();
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-do]");
    if (!form) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    const command = commandOf(form);
    if (form.dataset.confirm && !(await confirmed(form.dataset.confirm))) return;
    if (form.dataset.needs && !command.reason) {
      const reason = await reasonFor(form.dataset.needs);
      if (!reason) return;
      command.reason = reason;
    }
    await send(form, command);
  });

  // In a field of several lines Enter with Ctrl sends, as people know it from elsewhere.
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("textarea")?.form;
    if (form?.matches("[data-do]") && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.nodeName === "SELECT") event.target.dataset.touched = "true";
  });
}
