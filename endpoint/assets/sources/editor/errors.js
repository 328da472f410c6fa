// What the server refused, as it tells it (RFC 9457), with the line of a syntax error marked in the editor.
const marked = new WeakMap();

function mark(yasqe, line) {
  const handle = yasqe.getDoc().addLineClass(line - 1, "background", "wrong-line");
  marked.set(yasqe, handle);
  yasqe.scrollIntoView({ line: line - 1, ch: 0 }, 60);
}

function clear(yasqe) {
  const handle = marked.get(yasqe);
  if (handle) yasqe.getDoc().removeLineClass(handle, "background", "wrong-line");
  marked.delete(yasqe);
}

function make(name, text) {
  return Object.assign(document.createElement(name), { textContent: text });
}

export async function explainError(error, yasqe, texts) {
  let problem;
  try {
    problem = JSON.parse(error.text);
  } catch {
    problem = { title: error.status ? error.statusText || String(error.status) : texts.unreachable, detail: "", cure: texts.again };
  }
  const box = document.createElement("div");
  box.className = "query-problem";
  box.setAttribute("role", "alert");
  box.append(make("h3", problem.title || ""));
  if (problem.detail) box.append(make("pre", problem.detail));
  box.append(make("p", problem.cure || ""));
  if (problem.line && yasqe) {
    clear(yasqe);
    mark(yasqe, Number(problem.line));
    const jump = make("button", `${texts.line} ${problem.line}${problem.column ? `, ${texts.column} ${problem.column}` : ""}`);
    jump.type = "button";
    jump.addEventListener("click", () => {
      yasqe.getDoc().setCursor({ line: problem.line - 1, ch: Math.max(0, (problem.column || 1) - 1) });
      yasqe.focus();
    });
    box.append(jump);
  }
  return box;
}
explainError.clear = clear;
