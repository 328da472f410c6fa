// What all pictures share: SVG elements, words, tooltips as titles, and downloads as SVG and PNG.
import { create } from "d3-selection";

const TEXTS = {
  vi: { table: "Xem dạng bảng", svg: "Tải SVG", png: "Tải PNG", cut: "Chỉ vẽ phần đầu:", from: "Từ", to: "đến", sure: "chắc chắn", maybe: "có thể", articles: "bài", meetings: "cuộc họp", bodies: "cơ quan", provinces: "63 tỉnh, thành (trước 1/7/2025)", merged: "34 tỉnh, thành (từ 1/7/2025)", more: "Bấm vào một nút để mở rộng", open: "Mở trang", nodes: "nút", links: "liên kết", kinds: { official: "cán bộ", body: "cơ quan", meeting: "cuộc họp", directive: "văn bản", article: "bài báo" } },
  en: { table: "Show as a table", svg: "Download SVG", png: "Download PNG", cut: "Only the first are drawn:", from: "From", to: "to", sure: "certain", maybe: "possible", articles: "articles", meetings: "meetings", bodies: "bodies", provinces: "63 provinces (before 1 July 2025)", merged: "34 provinces (since 1 July 2025)", more: "Click a node to walk on from it", open: "Open its page", nodes: "nodes", links: "links", kinds: { official: "official", body: "body", meeting: "meeting", directive: "directive", article: "article" } },
};

export const words = () => TEXTS[document.documentElement.lang] || TEXTS.vi;

export function makeSvg(picture, width, height) {
  const svg = create("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("width", width).attr("height", height).attr("role", "group");
  picture.append(svg.node());
  return svg;
}

export function link(parent, page, title) {
  const anchor = parent.append("a").attr("href", page || null);
  anchor.append("title").text(title);
  return anchor;
}

// An ISO day as the page's language writes it.
export function day(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text || "")) return text || "…";
  if (document.documentElement.lang === "vi") return text.split("-").reverse().join("/");
  return new Date(text).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

// What the colours mean, one key each.
export function addKeys(tools, keys) {
  for (const [name, text] of keys) {
    const key = Object.assign(document.createElement("span"), { className: `key ${name}`, textContent: text });
    tools.append(key);
  }
}

export const color = (name) => `var(--${name})`;

// A copy whose colours and fonts are written out, so that it looks the same outside the page.
function freeze(svg) {
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, number) => {
    const style = getComputedStyle(element);
    for (const name of ["fill", "stroke", "stroke-width", "opacity", "font-size", "font-family", "text-anchor", "paint-order"])
      if (style.getPropertyValue(name)) to[number].setAttribute(name, style.getPropertyValue(name));
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

function save(blob, name) {
  const anchor = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}

async function savePng(svg, name) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(freeze(svg))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * svg.viewBox.baseVal.width, height: 2 * svg.viewBox.baseVal.height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(blob, `${name}.png`));
}

export function addDownloads(tools, svg, name) {
  const add = (text, action) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    button.addEventListener("click", action);
    tools.append(button);
  };
  add(words().svg, () => save(new Blob([freeze(svg)], { type: "image/svg+xml" }), `${name}.svg`));
  add(words().png, () => savePng(svg, name));
}
