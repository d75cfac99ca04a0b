// Starts GOV.UK Frontend's components, again after a part of the page was replaced.
import { initAll } from "./govuk-frontend.min.js";

initAll();
document.addEventListener("htmx:afterSettle", (event) => initAll({ scope: event.target }));
