// Saves a form's draft after a pause in typing: <form data-autosave-url="…">.
// When the session has ended, what was typed waits in this browser until the person has signed in again.
import { csrfToken, words } from "./words.js";

const PAUSE_MS = 1200;
const KEEP_PREFIX = "fugong-draft:";
const NOT_A_VALUE = new Set(["csrfmiddlewaretoken", "form_key"]);

class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosaveUrl;
    this.status = this.#statusLine();
    this.timer = 0;
    this.running = null;
    form.addEventListener("input", () => this.#soon());
    form.addEventListener("change", () => this.#soon());
    form.addEventListener("submit", () => this.#stop());
    document.addEventListener("visibilitychange", () => document.hidden && this.timer && this.#save());
    this.#restore();
  }

  #statusLine() {
    const given = this.form.querySelector("[data-autosave-status]");
    const line = given ?? document.createElement("p");
    line.classList.add("autosave-status");
    line.setAttribute("role", "status");
    if (!given) this.form.append(line);
    return line;
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#save(), PAUSE_MS);
  }

  #stop() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.running?.abort();
    this.#keep({ submitted: true }); // the session may have ended; the next page throws this away if it has not
  }

  async #save() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.running?.abort();
    this.running = new AbortController();
    this.#say("saving", "");
    const body = new FormData(this.form);
    body.delete("form_key"); // that key belongs to the submission, not to its drafts
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    try {
      const response = await fetch(this.url, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch", Accept: "application/json" },
        redirect: "manual",
        signal: this.running.signal,
      });
      this.#told(response);
    } catch (failure) {
      if (failure.name !== "AbortError") this.#failed("saveFailed");
    }
  }

  #told(response) {
    if (response.ok) {
      sessionStorage.removeItem(this.#key());
      this.#say("saved", "is-saved");
      const version = response.headers.get("X-Draft-Version");
      const field = this.form.elements.namedItem("version");
      if (version && field) field.value = version;
    } else if (response.status === 401 || response.type === "opaqueredirect") {
      this.#keep();
      this.#say("sessionEnded", "is-failed");
      this.#offerSignIn();
    } else if (response.status === 422 || response.status === 400) this.#failed("saveRefused");
    else this.#failed("saveFailed");
  }

  #failed(sentence) {
    this.#keep();
    this.#say(sentence, "is-failed");
  }

  #say(sentence, look) {
    this.status.classList.remove("is-saved", "is-failed");
    if (look) this.status.classList.add(look);
    this.status.textContent = words(sentence);
  }

  #offerSignIn() {
    const link = document.createElement("a");
    link.href = `/sign-in/?next=${encodeURIComponent(location.pathname + location.search)}`;
    link.textContent = words("signIn");
    this.status.append(" ", link);
  }

  #key() {
    return KEEP_PREFIX + this.url;
  }

  #keep({ submitted = false } = {}) {
    const values = [...new FormData(this.form)].filter(([name, value]) => !NOT_A_VALUE.has(name) && typeof value === "string");
    sessionStorage.setItem(this.#key(), JSON.stringify({ account: account(), submitted, values }));
  }

  #restore() {
    const kept = JSON.parse(sessionStorage.getItem(this.#key()) ?? "null");
    const answered = document.querySelector("[data-error-summary]"); // the server has shown the values back
    if (answered) sessionStorage.removeItem(this.#key());
    if (!kept || answered || kept.account !== account()) return;
    const values = new Map();
    for (const [name, value] of kept.values) values.set(name, [...(values.get(name) ?? []), value]);
    for (const control of this.form.elements) fill(control, values);
    this.#say("restored", "is-saved");
    this.#soon();
  }
}

function fill(control, values) {
  if (!control.name || control.type === "hidden" || control.type === "file" || control.type === "submit") return;
  const own = values.get(control.name) ?? [];
  if (control.type === "checkbox" || control.type === "radio") control.checked = own.includes(control.value);
  else if (control.multiple) for (const option of control.options) option.selected = own.includes(option.value);
  else if (own.length) control.value = own.shift();
}

function account() {
  return document.body.dataset.account ?? "";
}

function forgetWhatArrived() {
  // A page of a signed-in person other than the form itself: the submission got through.
  const here = new Set([...document.querySelectorAll("form[data-autosave-url]")].map((form) => KEEP_PREFIX + form.dataset.autosaveUrl));
  for (const key of Object.keys(sessionStorage)) {
    if (!key.startsWith(KEEP_PREFIX) || here.has(key)) continue;
    const kept = JSON.parse(sessionStorage.getItem(key));
    if (kept.submitted || kept.account !== account()) sessionStorage.removeItem(key);
  }
}

if (account()) forgetWhatArrived();
for (const form of document.querySelectorAll("form[data-autosave-url]")) new Autosave(form);
