// Minutes without a line: what is typed is kept on this phone under a key of its own and sent when the line is
// back. The server knows the keys, so nothing stands there twice. Without this script every form sends itself.

const board = document.querySelector("#kept");
const shelf = `konbit-minutes-${board?.dataset.meeting}`;
const here = location.pathname;
let sending = false;

const load = () => { try { return JSON.parse(localStorage.getItem(shelf)) || []; } catch { return []; } };
const keep = (entries) => {
  try { localStorage.setItem(shelf, JSON.stringify(entries)); return true; } catch { return false; }
};

// crypto.randomUUID is there on encrypted addresses only; a house in the village may have none.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function words(fields, button) {
  const said = fields.text || fields.name || button?.dataset.words || button?.textContent || "";
  return said.trim().replace(/\s+/g, " ").slice(0, 80);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!board || !form.matches("form[data-kept]")) return;
  const data = new FormData(form);
  if (event.submitter?.name) data.append(event.submitter.name, event.submitter.value);
  data.delete("csrfmiddlewaretoken");
  const fields = Object.fromEntries(data);
  const entries = load();
  if (!keep([...entries, { fields, words: words(fields, event.submitter) }])) return;
  event.preventDefault();
  if (fields.do !== "attend") form.reset();
  const key = form.querySelector("input[name=key]");
  if (key) key.value = newKey();
  show();
  flush();
});

async function flush() {
  if (sending) return;
  sending = true;
  try {
    for (let next = waiting(); next; next = waiting()) if (!(await send(next))) break;
  } finally {
    sending = false;
    show();
  }
}

const waiting = () => load().find((entry) => !entry.problem);
const change = (key, act) => keep(load().flatMap((entry) => (entry.fields.key === key ? act(entry) : [entry])));

// Whoever signed in again, in another window, has another token than this page was made with.
function token() {
  const now = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return now ? now[1] : document.querySelector("input[name=csrfmiddlewaretoken]").value;
}

async function send(entry) {
  const body = new URLSearchParams({ ...entry.fields, csrfmiddlewaretoken: token() });
  let answer, page;
  try {
    answer = await fetch(here, { method: "POST", body, credentials: "same-origin" });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return false; // no line: it stays where it is
  }
  const came = new URL(answer.url).pathname === here;
  if (answer.ok && came) {
    change(entry.fields.key, () => []);
    refresh(page);
    return true;
  }
  if (answer.status >= 500) return false;
  const reason = answer.ok ? board.dataset.again : page.querySelector(".notice.bad, main")?.textContent || "";
  change(entry.fields.key, (one) => [{ ...one, problem: reason.trim().replace(/\s+/g, " ").slice(0, 300) }]);
  return true;
}

// Shows what the server has now; forms in which somebody may be typing are no part of what is shown.
function refresh(page) {
  const told = page.querySelector("#content > [role=status].stack");
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = part.id === "told" ? told : page.getElementById(part.id);
    if (fresh) part.replaceChildren(...fresh.childNodes);
    else if (part.id === "told") part.replaceChildren();
  }
}

function show() {
  if (!board) return;
  const entries = load();
  board.hidden = !entries.length;
  if (!entries.length) return board.replaceChildren();
  const said = document.createElement("p");
  said.textContent = entries.length === 1 ? board.dataset.one : board.dataset.many.replace("{count}", entries.length);
  const list = document.createElement("ul");
  for (const entry of entries) {
    const line = document.createElement("li");
    line.textContent = entry.words;
    if (entry.problem) line.append(document.createElement("br"), `${board.dataset.refused} ${entry.problem} `, drop(entry));
    list.append(line);
  }
  const now = button(board.dataset.now, () => {
    keep(load().map(({ problem, ...entry }) => entry));
    flush();
  });
  board.replaceChildren(said, list, now);
}

const drop = (entry) => button(board.dataset.drop, () => { change(entry.fields.key, () => []); show(); });

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button plain small";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

addEventListener("online", flush);
setInterval(() => { if (waiting()) flush(); }, 15000);
show();
flush();
