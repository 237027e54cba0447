// Clocks: every <time data-timer> is kept running by the server's clock, which the beats tell.

const LONG_OVER = -12 * 3600; // nobody counts the time since a day that is over

/** Seconds as a clock shows them; pages/clocks.py prints them alike. */
export function shown(seconds) {
  if (seconds < LONG_OVER) return "";
  const whole = Math.abs(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, "0");
  const clock = hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
  return seconds < 0 ? `−${clock}` : clock;
}

/** Seconds left of a clock at a moment of the server's: as it runs, or as it stands. */
export function secondsLeft(clock, now) {
  if (!clock.running || !clock.ends) return clock.left;
  return Math.ceil((Date.parse(clock.ends) - now) / 1000);
}

function draw(element, room) {
  const { ends, left, running } = element.dataset;
  const seconds = secondsLeft({ ends, left: Number(left), running: running === "true" }, Date.now() + room.live.offset);
  element.textContent = shown(seconds);
  element.setAttribute("datetime", `PT${Math.max(0, seconds)}S`);
  element.classList.toggle("over", seconds < 0);
  element.classList.toggle("soon", seconds >= 0 && seconds <= 60);
}

/** Put a task's clock (of the outlook) into the element that shows it. */
export function setTimer(element, clock) {
  element.hidden = !clock;
  if (!clock) return;
  element.dataset.ends = clock.ends ?? "";
  element.dataset.left = clock.left;
  element.dataset.running = clock.running;
}

/** Keep all clocks of the page running. */
export function startTimers(room) {
  const all = () => {
    for (const element of document.querySelectorAll("time[data-timer]")) draw(element, room);
  };
  all();
  setInterval(all, 500);
}
