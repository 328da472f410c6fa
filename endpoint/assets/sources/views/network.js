// Who and what is connected: a graph that can be dragged, zoomed, filtered by time, and walked from node to node.
import { drag } from "d3-drag";
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { select } from "d3-selection";
import { zoom } from "d3-zoom";
import { addKeys, color, makeSvg, words } from "./frame.js";
import { placeLabels, showLabel } from "./labels.js";

const FILL = { official: "sure", body: "good", meeting: "maybe", directive: "focus" };
const MOST = 160, RADIUS = 7, LONGEST = 46;
const shorten = (label) => (label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label);

const span = (boxes) => [0, 1, 2, 3].map((side) => Math[side < 2 ? "min" : "max"](...boxes.map((one) => one[side])));

export function drawView({ figure, picture, tools, data, width }) {
  if (!data.nodes.length) return null;
  const height = Math.round(Math.min(560, Math.max(360, width * 0.6)));
  const svg = makeSvg(picture, width, height);
  const directed = figure.dataset.view === "citations";
  const marker = `arrow-${Math.random().toString(36).slice(2)}`;
  svg.append("defs").append("marker").attr("id", marker).attr("viewBox", "0 0 8 8").attr("refX", 16).attr("refY", 4).attr("markerWidth", 7).attr("markerHeight", 7).attr("orient", "auto").append("path").attr("d", "M0,0L8,4L0,8z").attr("fill", color("quiet"));
  const stage = svg.append("g"), edges = stage.append("g"), points = stage.append("g");
  const nodes = new Map(), links = new Map();
  let range = null, simulation, box;

  function merge(more) {
    for (const node of more.nodes) if (!nodes.has(node.id) && nodes.size < MOST) nodes.set(node.id, { ...node, text: shorten(node.label) });
    for (const edge of more.links)
      if (nodes.has(edge.source) && nodes.has(edge.target)) links.set(`${edge.source} ${edge.target}`, { ...edge });
  }

  // All that is drawn fills the picture, but is not blown up: few nodes make a low picture.
  function fit() {
    const wide = Math.max(box[2] - box[0] + 24, width / 1.15), high = Math.max(box[3] - box[1] + 24, 120);
    svg.attr("viewBox", `${(box[0] + box[2] - wide) / 2} ${box[1] - 12} ${wide} ${high}`).attr("height", Math.round((high * width) / wide));
  }

  const isShown = (edge) => !range || !edge.date || (edge.date >= range[0] && edge.date <= range[1]);

  function render() {
    const shownLinks = [...links.values()].filter(isShown);
    const ends = new Set(shownLinks.flatMap((edge) => [edge.source.id || edge.source, edge.target.id || edge.target]));
    const shownNodes = [...nodes.values()].filter((node) => !range || ends.has(node.id) || node.id === data.focus);
    const lines = edges.selectAll("line").data(shownLinks, (edge) => `${edge.source.id || edge.source} ${edge.target.id || edge.target}`).join("line").attr("stroke", color("line")).attr("stroke-width", 1.4).attr("marker-end", directed ? `url(#${marker})` : null);
    const groups = points.selectAll("a").data(shownNodes, (node) => node.id).join((enter) => {
      const group = enter.append("a").attr("href", (node) => node.page).on("click", walk);
      group.append("title").text((node) => node.label);
      group.append("circle").attr("stroke", color("ink")).attr("fill", (node) => color(FILL[node.kind] || "raised"));
      group.append("text").attr("font-size", 11).text((node) => node.text);
      return group.call(drag().on("start", (event, node) => { simulation.alphaTarget(0.2).restart(); node.fx = node.x; node.fy = node.y; }).on("drag", (event, node) => { node.fx = event.x; node.fy = event.y; }).on("end", (event, node) => { simulation.alphaTarget(0); node.fx = node.fy = null; }));
    });
    groups.select("circle").attr("r", (node) => (node.id === data.focus ? RADIUS + 3 : RADIUS - 1)).attr("stroke-width", (node) => (node.walked ? 2.5 : 1));
    simulation?.stop();
    const few = shownNodes.length < 25;
    simulation = forceSimulation(shownNodes)
      .force("link", forceLink(shownLinks).id((node) => node.id).distance(few ? 130 : 64))
      .force("charge", forceManyBody().strength(few ? -520 : -170))
      .force("collide", forceCollide(few ? 34 : 19))
      .force("center", forceCenter(width / 2, height / 2))
      .force("x", forceX(width / 2).strength(few ? 0.04 : 0.08))
      .force("y", forceY(height / 2).strength(few ? 0.1 : 0.18));
    const place = () => {
      lines.attr("x1", (edge) => edge.source.x).attr("y1", (edge) => edge.source.y).attr("x2", (edge) => edge.target.x).attr("y2", (edge) => edge.target.y);
      groups.attr("transform", (node) => `translate(${node.x},${node.y})`);
    };
    simulation.tick(300);
    const degrees = new Map();
    for (const edge of shownLinks) for (const end of [edge.source, edge.target]) degrees.set(end, (degrees.get(end) || 0) + 1);
    if (shownNodes.length) box = span(placeLabels(shownNodes, (node) => degrees.get(node) || 0, RADIUS));
    groups.each(function show(node) { showLabel(select(this).select("text"), node, RADIUS); });
    simulation.on("tick", place);
    place();
    fit();
    count.textContent = `${shownNodes.length} ${words().nodes}, ${shownLinks.length} ${words().links}`;
    return shownNodes;
  }

  async function walk(event, node) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    chosen.replaceChildren(Object.assign(document.createElement("a"), { href: node.page, textContent: `${words().open}: ${node.label}` }));
    if (node.walked) return;
    node.walked = true;
    const source = new URL(figure.dataset.source, location.href);
    source.searchParams.set("focus", node.id);
    const answer = await fetch(source);
    if (answer.ok) merge(await answer.json());
    render();
  }

  const count = document.createElement("output");
  const chosen = document.createElement("span");
  chosen.setAttribute("aria-live", "polite");
  chosen.textContent = words().more;
  merge(data);
  const dates = [...links.values()].map((edge) => edge.date).filter(Boolean).sort();
  if (new Set(dates).size > 1) {
    const [from, to] = [dates[0], dates.at(-1)].map((value) => Object.assign(document.createElement("input"), { type: "date", value }));
    for (const [input, text] of [[from, words().from], [to, words().to]]) {
      const label = document.createElement("label");
      label.append(`${text} `, input);
      tools.append(label);
      input.addEventListener("change", () => {
        range = from.value && to.value ? [from.value, to.value] : null;
        render();
      });
    }
  }
  addKeys(tools, [...new Set([...nodes.values()].map((node) => node.kind))].map((kind) => [FILL[kind] || "raised", words().kinds[kind]]));
  tools.append(count, chosen);
  svg.call(zoom().scaleExtent([0.3, 4]).filter((event) => event.type !== "wheel" || event.ctrlKey).on("zoom", ({ transform }) => stage.attr("transform", transform)));
  const shown = render();
  select(picture).attr("data-nodes", shown.length);
  return svg.node();
}
