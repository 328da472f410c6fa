// The query page: YASGUI with our prefixes, completion, examples, labels beside IRIs and errors told kindly.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./editor.css";
import { addCompleters } from "./editor/completion.js";
import { explainError } from "./editor/errors.js";
import { watchResults } from "./editor/labels.js";
import { translateLibrary } from "./editor/words.js";

const config = JSON.parse(document.getElementById("editor-config").textContent);
const place = document.getElementById("editor");
const asked = new URLSearchParams(location.search).get("query");

addCompleters(Yasgui.Yasqe, config);

const yasgui = new Yasgui(place, {
  populateFromUrl: false,
  autofocus: false,
  tabName: config.texts.tab,
  copyEndpointOnNewTab: true,
  persistenceId: "giaoban",
  requestConfig: { endpoint: config.endpoint, method: "POST", headers: () => ({ "Accept-Language": config.language }) },
  endpointCatalogueOptions: { getData: () => [{ endpoint: config.endpoint }] },
  yasqe: {
    value: config.first,
    prefixCcApi: null,
    autocompleters: ["prefixes", "giaoban", "variables"],
    createShareableLink: (yasqe) => `${config.address}?${new URLSearchParams({ query: yasqe.getValue() })}`,
    createShortLink: undefined,
    editorHeight: "19rem",
  },
  yasr: {
    prefixes: config.prefixes,
    pluginOrder: ["table", "response"],
  },
});

// What the libraries leave out for those who do not see or point: a list of tabs holds tabs only, and scrolls by keys.
function mend() {
  place.querySelector(".addTab")?.setAttribute("role", "tab");
  for (const box of place.querySelectorAll(".CodeMirror-scroll")) box.tabIndex = 0;
  for (const input of place.querySelectorAll(".tabsList input")) input.setAttribute("aria-label", config.texts.name);
}
mend();
translateLibrary(place, config.texts);
place.dataset.ready = "true";
document.getElementById("plain-form").hidden = true;

if (asked) {
  const same = Object.values(yasgui._tabs).find((tab) => tab.getQuery?.() === asked);
  if (same) yasgui.selectTabId(same.getId());
  else yasgui.addTab(true, { ...Yasgui.Tab.getDefaults(yasgui), name: config.texts.shared, yasqe: { value: asked } });
}

function watchTab(tab) {
  if (!tab || tab.watched) return;
  tab.watched = true;
  const yasqe = tab.getYasqe();
  yasqe.getInputField().setAttribute("aria-label", config.texts.query);
  yasqe.on("query", () => explainError.clear(yasqe));
  yasqe.on("change", () => explainError.clear(yasqe));
  tab.getYasr().config.errorRenderers = [(error) => explainError(error, yasqe, config.texts)];
  if (tab.getYasr().results) tab.getYasr().draw();
  watchResults(tab.getYasr(), config);
}
watchTab(yasgui.getTab());
yasgui.on("tabSelect", () => setTimeout(() => watchTab(yasgui.getTab())));
yasgui.on("tabAdd", () => setTimeout(() => (watchTab(yasgui.getTab()), mend())));

const choice = document.getElementById("examples");
choice.addEventListener("change", () => {
  const example = config.examples[choice.value];
  if (!example) return;
  yasgui.getTab().setQuery(example.query);
  yasgui.getTab().getYasqe().focus();
  choice.value = "";
});
