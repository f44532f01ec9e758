// What saves a click; every page works without it.
"use strict";

for (const chosen of document.querySelectorAll("select[data-submits]")) {
  chosen.addEventListener("change", () => chosen.form.requestSubmit());
}

for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset.confirm)) event.preventDefault();
  });
}

// On a phone the filters of a search would stand before what was found.
if (window.matchMedia("(max-width: 60rem)").matches) {
  for (const filters of document.querySelectorAll("details.narrow")) filters.open = false;
}
