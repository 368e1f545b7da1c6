// Puts the focus on the error summary, and from each of its lines on the control it is about.
function focusSummary(root) {
  root.querySelector?.("[data-error-summary]")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-error-summary] a[href^='#']");
  const named = link && document.getElementById(link.hash.slice(1));
  if (!named) return;
  event.preventDefault();
  const control = named.matches("input, select, textarea") ? named : named.querySelector("input, select, textarea");
  (control ?? named).focus();
  (named.closest(".field") ?? named).scrollIntoView({ block: "center" });
});

focusSummary(document);
document.addEventListener("htmx:after:swap", (event) => focusSummary(event.detail.ctx.target ?? document));
