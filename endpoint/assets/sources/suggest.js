// Suggestions below a search box: the combobox with a listbox popup of the ARIA Authoring Practices.
const WAIT = 120;
let boxes = 0;

export function addSuggestions(input) {
  const form = input.form;
  const kinds = JSON.parse(document.querySelector("form[data-kinds]")?.dataset.kinds || "{}");
  const list = document.createElement("ul");
  list.id = `suggestions-${++boxes}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") || input.labels?.[0]?.textContent || "");
  const holder = document.createElement("span");
  holder.className = "suggesting";
  input.replaceWith(holder);
  holder.append(input, list);
  const attributes = {
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  let timer, running, active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function point(index) {
    const options = [...list.children];
    active = (index + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  }

  // A list that comes while somebody goes through the one before keeps what is chosen, if it holds it.
  function show(hits) {
    const chosen = list.children[active]?.dataset.page;
    list.replaceChildren(
      ...hits.map((hit, number) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.page = hit.page;
        const kind = document.createElement("small");
        kind.textContent = kinds[hit.kind] || hit.kind;
        option.append(`${hit.label} `, kind);
        return option;
      }),
    );
    close();
    if (!hits.length) return;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    const kept = hits.findIndex((hit) => hit.page === chosen);
    if (kept >= 0) point(kept);
  }

  async function ask() {
    const text = input.value.trim();
    running?.abort();
    if (text.length < 2) return close();
    running = new AbortController();
    const address = `${form.action}?${new URLSearchParams({ q: text, limit: "8", format: "json" })}`;
    try {
      const answer = await fetch(address, { signal: running.signal });
      if (answer.ok) show((await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      if (event.key === "ArrowDown") ask();
      return;
    }
    if (event.key === "ArrowDown") point(active + 1);
    else if (event.key === "ArrowUp") point(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.page);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.page);
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}
