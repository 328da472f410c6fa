// Provinces in which the articles play: the shapes of the 63, joined into the 34 since 1 July 2025 by a switch.
import map from "@svg-maps/vietnam";
import { scaleSqrt } from "d3-scale";
import { color, link, makeSvg, words } from "./frame.js";

const letters = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^a-z]/g, "").replace(/city$/, "");

// The archipelagos are drawn apart from the province that they belong to.
const PART_OF = { hoangsa: "danang", truongsa: "khanhhoa" };

export function drawView({ picture, tools, data }) {
  const byName = new Map(data.places.map((place) => [letters(place.name), place]));
  const byId = new Map(data.places.map((place) => [place.id, place]));
  const [, , width, height] = map.viewBox.split(" ").map(Number);
  const svg = makeSvg(picture, width, height);
  svg.attr("height", Math.round(height * 0.75)).attr("width", Math.round(width * 0.75));
  let joined = true;

  const whole = (place) => (joined && place?.merged ? byId.get(place.merged) || place : place);
  const weigh = (place) => (joined ? data.places.filter((other) => other === place || other.merged === place.id) : [place]).reduce((sum, other) => sum + other.articles, 0);

  function render() {
    svg.selectAll("*").remove();
    const shown = map.locations.map((shape) => ({ shape, place: whole(byName.get(PART_OF[shape.id] || letters(shape.name))) }));
    const most = Math.max(1, ...shown.map(({ place }) => (place ? weigh(place) : 0)));
    const scale = scaleSqrt([0, most], [0, 1]);
    for (const { shape, place } of shown) {
      const articles = place ? weigh(place) : 0;
      const title = place ? `${place.label}: ${articles} ${words().articles}` : shape.name;
      const parent = place && articles ? link(svg, place.page, title) : svg.append("g");
      if (!articles) parent.append("title").text(title);
      parent.append("path").attr("d", shape.path).attr("fill", color("raised")).attr("stroke", color("line")).attr("stroke-width", joined ? 0.4 : 0.8);
      if (articles) parent.append("path").attr("d", shape.path).attr("fill", color("sure")).attr("opacity", 0.2 + 0.8 * scale(articles)).attr("stroke", joined ? color("sure") : color("line"));
    }
  }

  const select = document.createElement("select");
  select.setAttribute("aria-label", words().merged);
  select.append(new Option(words().merged, "merged"), new Option(words().provinces, "provinces"));
  select.addEventListener("change", () => {
    joined = select.value === "merged";
    render();
  });
  tools.append(select, Object.assign(document.createElement("small"), { textContent: "@svg-maps/vietnam, CC BY 4.0" }));
  render();
  return svg.node();
}
