// What every page loads: HTMX and our small enhancements. Every page works without them.
import "./js/htmx-setup.js";
import "./js/menu.js";
import "./js/error-focus.js";
import "./js/single-submit.js";
import "./js/autosave.js";
import "./js/row-keys.js";
import "./js/sheet.js";
import "./js/session-end.js";
