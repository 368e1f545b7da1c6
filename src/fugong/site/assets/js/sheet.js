// The reporting sheet: a block copied from a spreadsheet is pasted over the cells below and to the right of where the
// person stands; Enter and the arrows move between lines; a line that was changed says that it waits to be saved, and
// all that wait are saved with one press.
import { words } from "./words.js";

function lines(sheet) {
  return [...sheet.querySelectorAll("[data-line]")];
}

function cells(line) {
  return [...line.querySelectorAll("[data-cell]:not(:disabled)")];
}

function touched(line) {
  const state = line.querySelector("[data-line-state]");
  if (!state || line.classList.contains("is-touched")) return;
  line.classList.add("is-touched");
  state.className = "state-tag state-pending";
  state.textContent = words("linePending");
}

function put(cell, text) {
  if (cell.tagName === "SELECT") {
    const wanted = text.trim();
    const found = [...cell.options].find((option) => option.value === wanted || option.textContent.trim() === wanted);
    cell.value = found?.value ?? ""; // never what stood there before, as if it had been pasted
  } else cell.value = text.trim();
  cell.dispatchEvent(new Event("input", { bubbles: true }));
}

function named(sheet) {
  const byName = new Map();
  for (const line of lines(sheet)) for (const name of line.dataset.names.split("|")) byName.set(name, line);
  return byName;
}

function status(sheet, text) {
  const line = sheet.parentElement.querySelector("[data-save-status]");
  if (line) line.textContent = text;
}

// Rows that begin with an enterprise's name or code go to its line, wherever it stands; others from here downwards.
function paste(event) {
  const cell = event.target.closest?.("[data-cell]");
  const sheet = cell?.closest("[data-sheet]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!sheet || !/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  const all = lines(sheet);
  const first = all.indexOf(cell.closest("[data-line]"));
  const column = cells(all[first]).indexOf(cell);
  const byName = named(sheet);
  const rows = text.trimEnd().split(/\r?\n/).map((row) => row.split("\t"));
  const keyed = rows.some(([name]) => byName.has(name.trim()));
  const strange = [];
  rows.forEach((row, down) => {
    const name = keyed ? row.shift().trim() : "";
    const line = keyed ? byName.get(name) : all[first + down];
    if (line) row.forEach((value, right) => cells(line)[column + right] && put(cells(line)[column + right], value));
    else if (name) strange.push(name);
  });
  status(sheet, strange.length ? words("notOnPage") + strange.join(words("listMark")) : "");
}

function move(event) {
  const cell = event.target.closest?.("[data-cell]");
  const sheet = cell?.closest("[data-sheet]");
  const step = { ArrowDown: 1, ArrowUp: -1, Enter: event.shiftKey ? -1 : 1 }[event.key];
  if (!sheet || !step || cell.tagName === "SELECT") return;
  const all = lines(sheet);
  const here = all.indexOf(cell.closest("[data-line]"));
  const aim = cells(all[here + step] ?? all[here])[cells(all[here]).indexOf(cell)];
  event.preventDefault();
  if (aim && aim !== cell) {
    aim.focus();
    aim.select?.();
  }
}

// One line after the other: what was refused stays with its reason, what follows is saved all the same.
function answered(form) {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const done = () => {
      listening.abort();
      setTimeout(resolve);
    };
    // A line that was put in place of the form speaks on the page, the form itself no longer does.
    for (const one of [form, document]) one.addEventListener("htmx:finally:request", done, listening);
    form.requestSubmit();
  });
}

let saving = false;

async function saveAll(sheet) {
  if (saving) return;
  saving = true;
  await saveTouched(sheet);
  saving = false;
}

async function saveTouched(sheet) {
  const waiting = [...sheet.querySelectorAll("[data-line].is-touched")];
  status(sheet, words(waiting.length ? "sending" : "nothingTouched"));
  let refused;
  for (const form of waiting) {
    await answered(form);
    const now = document.getElementById(form.id);
    if (now === form) return status(sheet, words("saveStopped"));
    if (now.classList.contains("is-refused")) refused ??= now;
  }
  if (!waiting.length) return;
  status(sheet, words(refused ? "someRefused" : "allSaved"));
  const aims = ["[aria-invalid]", "[name=explanation]", "[name=reason]", "[data-cell]"];
  aims.map((aim) => refused?.querySelector(aim)).find(Boolean)?.focus();
}

const bar = document.querySelector("[data-save-bar]");
if (bar) {
  const sheet = document.querySelector("[data-sheet]");
  bar.hidden = false;
  bar.querySelector("[data-save-all]").addEventListener("click", () => saveAll(sheet));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    saveAll(sheet);
  });
  addEventListener("beforeunload", (event) => sheet.querySelector(".is-touched") && event.preventDefault());
}

document.addEventListener("paste", paste);
document.addEventListener("keydown", move);
document.addEventListener("input", (event) => {
  const line = event.target.closest?.("[data-line]");
  if (line) touched(line);
});
