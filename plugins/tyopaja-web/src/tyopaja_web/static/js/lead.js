// The facilitator's page. The server makes its panels; here they are kept as they are now, and buttons are pressed
// without leaving the page.

import { room } from "./room.js";
import { startBoards } from "./lead/boards.js";
import { startDialogs } from "./lead/dialogs.js";
import { startForms } from "./lead/forms.js";
import { startHands } from "./lead/hands.js";
import { startHistory } from "./lead/history.js";
import { startKeys } from "./lead/keys.js";
import { startPlaces } from "./lead/places.js";
import { startRefreshing } from "./lead/refresh.js";
import { startTaking } from "./lead/taking.js";

document.documentElement.classList.add("with-script");
for (const element of document.querySelectorAll(".needs-script")) element.hidden = false;

const refresh = startRefreshing(room);
startDialogs(room);
startForms(room, refresh);
startHands(room, refresh);
startPlaces();
startBoards(room);
startHistory(room);
startTaking(room);
startKeys(room);
room.start();
