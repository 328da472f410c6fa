// The switch between light and dark; the choice is kept in this browser.
const root = document.documentElement;

function isDark() {
  return (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
}

export function addThemeSwitch(button) {
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    localStorage.setItem("giaoban-theme", root.dataset.theme);
    show();
  });
  show();
}
