// Sets the colours that the reader chose before the page is painted.
const chosen = localStorage.getItem("giaoban-theme");
if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
