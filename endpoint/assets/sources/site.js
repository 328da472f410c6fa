// What every page gets: suggestions in search boxes, the switch of colours, and pictures fetched when they are seen.
import { addSuggestions } from "./suggest.js";
import { addThemeSwitch } from "./switch.js";

for (const input of document.querySelectorAll('form[role="search"] input[type="search"]')) addSuggestions(input);
const button = document.querySelector("button[data-theme-switch]");
if (button) addThemeSwitch(button);

const figures = document.querySelectorAll("figure.view[data-view]");
if (figures.length) import("./views/index.js").then(({ showWhenSeen }) => figures.forEach(showWhenSeen));

// On a narrow screen the list comes before what narrows it.
if (matchMedia("(max-width: 50rem)").matches) for (const facet of document.querySelectorAll(".facets details")) facet.open = false;
