// Somebody else leads. When the chair is given to whoever looks at this page, it becomes the facilitator's.

import { room } from "./room.js";

document.documentElement.classList.add("with-script");
for (const element of document.querySelectorAll(".needs-script")) element.hidden = false;

room.addEventListener("change", () => {
  if (room.store.people.get(room.config.you)?.role === "facilitator") location.reload();
});
room.start();
