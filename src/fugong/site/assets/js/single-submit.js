// A form is sent once: the second click does nothing, and the button says that the first is on its way.
// The server would act once in any case (form_key); this spares the person the doubt.
import { words } from "./words.js";

const SENT_FOR_MS = 15000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  button?.setAttribute("aria-disabled", "true");
  button?.classList.add("is-sending");
  announce(form, words("sending"));
  setTimeout(() => release(form), SENT_FOR_MS);
});

function announce(form, text) {
  let line = form.querySelector("[data-sending]");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    line.dataset.sending = "";
    line.setAttribute("role", "status");
    form.append(line);
  }
  line.textContent = text;
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll(".is-sending")) {
    button.removeAttribute("aria-disabled");
    button.classList.remove("is-sending");
  }
}

// The page may come back from the browser's cache, and HTMX leaves it standing.
addEventListener("pageshow", (event) => event.persisted && document.querySelectorAll("form[data-sent]").forEach(release));
document.addEventListener("htmx:after:request", () => document.querySelectorAll("form[data-sent]").forEach(release));
