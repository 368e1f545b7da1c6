// J and K move from row to row of the page's list of work, Enter opens the row, for those who decide all day.
const typing = "input, textarea, select, [contenteditable]";

function rows() {
  return [...document.querySelectorAll("[data-row-keys] tbody tr")].filter((row) => row.querySelector("a[href]"));
}

document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key.toLowerCase()];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(typing)) return;
  const all = rows();
  if (all.length === 0) return;
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
  const link = all[next].querySelector("a[href]");
  link.focus();
  link.scrollIntoView({ block: "nearest" });
  event.preventDefault();
});

for (const hint of document.querySelectorAll("[data-row-keys-hint]")) hint.hidden = false;
