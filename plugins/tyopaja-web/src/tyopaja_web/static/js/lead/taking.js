// Files to take home: made while one goes on, with what was wrong in words.

function nameOf(response, fallback) {
  const header = response.headers.get("Content-Disposition") ?? "";
  const coded = header.match(/filename\*=UTF-8''([^;]+)/i);
  if (coded) return decodeURIComponent(coded[1]);
  return header.match(/filename="([^"]+)"/)?.[1] ?? fallback;
}

/** The form's address: options that are as they are by default say nothing. */
export function addressOf(form) {
  const address = new URL(form.action, location.href);
  for (const field of form.elements) {
    if (!field.name || field.value === field.dataset.default) continue;
    address.searchParams.set(field.name, field.value);
  }
  return address;
}

export function startTaking(room) {
  const problem = document.querySelector("[data-problem]");
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-take]");
    if (!form) return;
    event.preventDefault();
    const button = form.querySelector("button");
    if (button.disabled) return;
    const label = button.textContent;
    button.disabled = true;
    button.textContent = button.dataset.busy;
    problem.hidden = true;
    try {
      const response = await fetch(addressOf(form), { credentials: "same-origin" });
      if (!response.ok) {
        const said = await response.json().catch(() => ({}));
        throw new Error(said.message || room.t("lead.take-failed"));
      }
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await response.blob());
      link.download = nameOf(response, form.closest("[data-format]").dataset.format);
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (error) {
      problem.textContent = error instanceof TypeError ? room.t("lead.take-failed") : error.message;
      problem.hidden = false;
      problem.scrollIntoView({ block: "nearest" });
    } finally {
      button.disabled = false;
      button.textContent = label;
      button.focus();
    }
  });
}
