// Where what is typed goes: choosing a place fills in the form below it.

export function startPlaces() {
  document.addEventListener("change", (event) => {
    const list = event.target.closest("form[data-place] select");
    if (!list) return;
    const { sheet, section, part, command } = list.selectedOptions[0].dataset;
    const address = new URL(location.href);
    address.searchParams.set("place", list.value);
    history.replaceState(null, "", address);
    const form = document.querySelector("#write form[data-do]");
    const put = (name, value) => {
      form.querySelector(`[name="${name}"]`)?.remove();
      if (value) form.prepend(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    };
    for (const [name, value] of Object.entries({ sheet, section, part, command })) put(name, value);
    form.elements.text.focus();
  });
}
