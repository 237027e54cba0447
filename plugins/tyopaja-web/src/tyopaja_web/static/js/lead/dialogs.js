// Windows over the page: a reason, a question that cannot be taken back, the code in large, history, keys.

const named = (name) => document.getElementById(`dialog-${name}`);

/** Open a dialog and give what it was closed with. */
function answered(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}

/** Ask why it shall go on although something is missing; "" for that it shall not. */
export async function reasonFor(missing) {
  const dialog = named("override");
  const field = dialog.querySelector("[name=reason]");
  dialog.querySelector("[data-missing]").textContent = missing;
  field.value = "";
  const asked = answered(dialog);
  field.focus();
  return (await asked) === "go" ? field.value.trim() : "";
}

/** Ask whether something shall be done that cannot be undone. */
export async function confirmed(question) {
  const dialog = named("confirm");
  dialog.querySelector("[data-question]").textContent = question;
  return (await answered(dialog)) === "yes";
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) {
      const dialog = named(opener.dataset.open);
      dialog.showModal();
      dialog.dispatchEvent(new CustomEvent("opened"));
    }
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog").close("");
    // Beside the window is out of it.
    if (event.target.nodeName === "DIALOG" && event.target.open) {
      const box = event.target.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside && event.clientX + event.clientY > 0) event.target.close("");
    }
  });
}
