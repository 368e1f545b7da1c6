// Says two minutes before the session ends that it will, and offers to stay.
import { words } from "./words.js";

const WARN_BEFORE_MS = 120000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const seconds = Number(document.body.dataset.sessionSeconds ?? 0);
let timer = 0;

function warn() {
  const box = document.createElement("div");
  box.className = "notice notice-warning session-end";
  box.setAttribute("role", "alert");
  const text = Object.assign(document.createElement("p"), { textContent: words("sessionEnding") });
  const stay = Object.assign(document.createElement("button"), {
    type: "button",
    className: "btn btn-secondary",
    textContent: words("stay"),
  });
  stay.addEventListener("click", async () => {
    await fetch(location.href, { method: "HEAD" });
    box.remove();
    watch();
  });
  box.append(text, stay);
  document.querySelector(".messages")?.append(box);
}

function watch() {
  clearTimeout(timer);
  const wait = seconds * 1000 - WARN_BEFORE_MS;
  if (wait > 0 && wait < LONGEST_TIMER_MS) timer = setTimeout(warn, wait);
}

if (seconds) {
  watch();
  document.addEventListener("htmx:after:request", watch);
}
