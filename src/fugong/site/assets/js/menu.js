// The menu on small screens and the sheets of the masthead: close on Escape and on a click elsewhere.
const toggle = document.querySelector("[data-menu-toggle]");
const menu = document.getElementById("menu");

function show(open) {
  menu.classList.toggle("is-open", open);
  toggle.setAttribute("aria-expanded", String(open));
  if (open) menu.querySelector("ul a")?.focus();
  else toggle.focus();
}

if (toggle && menu) {
  toggle.setAttribute("role", "button");
  toggle.setAttribute("aria-expanded", "false");
  toggle.setAttribute("aria-controls", "menu");
  const flip = (event) => {
    event.preventDefault();
    show(!menu.classList.contains("is-open"));
  };
  toggle.addEventListener("click", flip);
  toggle.addEventListener("keydown", (event) => event.key === " " && flip(event));
  menu.querySelector("[data-menu-close]")?.addEventListener("click", (event) => {
    event.preventDefault();
    show(false);
  });
}

const sheets = "details.tool-menu, details.column-choice";
document.addEventListener("click", (event) => {
  for (const sheet of document.querySelectorAll(`:is(${sheets})[open]`)) {
    if (!sheet.contains(event.target)) sheet.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const sheet = document.querySelector(`:is(${sheets})[open]`);
  if (sheet) {
    sheet.open = false;
    sheet.querySelector("summary").focus();
  } else if (menu?.classList.contains("is-open")) show(false);
});
