// Draws a picture in each figure.view once it comes into sight; its table stays, folded away below the picture.
import { addDownloads, words } from "./frame.js";
import { readAnswer } from "./answers.js";

const DRAWERS = {
  timeline: () => import("./timeline.js"),
  successions: () => import("./timeline.js"),
  calendar: () => import("./calendar.js"),
  network: () => import("./network.js"),
  citations: () => import("./network.js"),
  map: () => import("./map.js"),
  bars: () => import("./bars.js"),
};

export function showWhenSeen(figure) {
  if (!DRAWERS[figure.dataset.view]) return;
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    draw(figure);
  }, { rootMargin: "300px" });
  watcher.observe(figure);
}

async function draw(figure) {
  try {
    const [{ drawView }, answer] = await Promise.all([DRAWERS[figure.dataset.view](), fetch(figure.dataset.source)]);
    if (!answer.ok) return;
    const told = await answer.json();
    const data = told.results ? readAnswer(told, figure.dataset.view) : told;
    const picture = document.createElement("div");
    picture.className = "picture";
    picture.tabIndex = 0;
    picture.setAttribute("role", "region");
    const tools = document.createElement("div");
    tools.className = "tools";
    const svg = drawView({ figure, picture, tools, data, width: Math.max(320, figure.clientWidth) });
    if (!svg) return;
    const name = figure.querySelector("figcaption")?.textContent.trim() || figure.dataset.view;
    for (const part of [picture, svg]) part.setAttribute("aria-label", name);
    if (data.cut) tools.append(Object.assign(document.createElement("span"), { textContent: `${words().cut} ${data.cut}` }));
    addDownloads(tools, svg, figure.dataset.view);
    foldTable(figure);
    const caption = figure.querySelector("figcaption");
    if (caption) caption.after(picture, tools);
    else figure.prepend(picture, tools);
    figure.dataset.drawn = "true";
  } catch (error) {
    figure.dataset.drawn = "failed";
    if (!(error instanceof TypeError)) throw error;
  }
}

function foldTable(figure) {
  const table = figure.querySelector(":scope > .scroll, :scope > table");
  if (!table) return;
  const details = document.createElement("details");
  details.open = figure.dataset.table === "open";
  details.append(Object.assign(document.createElement("summary"), { textContent: words().table }));
  table.replaceWith(details);
  details.append(table);
}
