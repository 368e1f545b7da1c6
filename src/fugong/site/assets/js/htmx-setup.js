// HTMX: sends the CSRF token, puts an expired session and a failed piece into words.
import "htmx.org";
import { csrfToken, words } from "./words.js";

document.addEventListener("htmx:config:request", (event) => {
  const { request, sourceElement } = event.detail.ctx;
  // What refreshes by itself is no sign that somebody is at the desk: it must not prolong the session.
  if (sourceElement?.getAttribute("hx-trigger")?.includes("every ")) request.headers["X-Background"] = "poll";
  if (!/^(get|head)$/i.test(request.method)) request.headers["X-CSRFToken"] = csrfToken();
});

function say(target, text) {
  const line = document.createElement("p");
  line.className = "field-error";
  line.textContent = text;
  target.replaceChildren(line);
}

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.response?.status === 401) {
    event.preventDefault(); // nothing of a sign-in answer belongs inside the page
    say(ctx.target, words("sessionEnded"));
  }
});

document.addEventListener("htmx:error", (event) => {
  const target = event.detail.ctx?.target;
  if (target?.classList.contains("panel-body")) say(target, words("loadFailed"));
});
