// The reporting sheet: a block copied from a spreadsheet is pasted over the cells below and to the right of where the
// person stands; Enter and the arrows move between lines; a line that was changed says that it waits to be saved.
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
    if (found) cell.value = found.value;
  } else cell.value = text.trim();
  cell.dispatchEvent(new Event("input", { bubbles: true }));
}

function paste(event) {
  const cell = event.target.closest?.("[data-cell]");
  const sheet = cell?.closest("[data-sheet]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!sheet || !/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  const all = lines(sheet);
  const first = all.indexOf(cell.closest("[data-line]"));
  const column = cells(all[first]).indexOf(cell);
  text.trimEnd().split(/\r?\n/).forEach((row, down) => {
    const line = all[first + down];
    if (!line) return;
    row.split("\t").forEach((value, right) => {
      const aim = cells(line)[column + right];
      if (aim) put(aim, value);
    });
  });
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

document.addEventListener("paste", paste);
document.addEventListener("keydown", move);
document.addEventListener("input", (event) => {
  const line = event.target.closest?.("[data-line]");
  if (line) touched(line);
});
