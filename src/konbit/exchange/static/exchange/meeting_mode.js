// A meeting on one phone: what is written is kept here and sent when the line is back. The server knows each row
// by the number of its slip or by its key, so that it is booked once however often it is sent. What is booked is
// taken off the phone. Without this script the form sends itself.

const board = document.querySelector("#kept");
const form = document.querySelector("#slips");
const outcomes = document.querySelector("#outcomes");
const forgetting = document.querySelector("#forgetting");
const shelf = `konbit-slips-${board.dataset.circle}`;
const here = location.pathname;
const MOST = 50;
const FIELDS = ["number", "payer", "payee", "amount", "words"];
let sending = false;
let told = "";
let mended = "";

const load = () => {
  try { return { rows: [], draft: null, ...JSON.parse(localStorage.getItem(shelf)) }; } catch { return { rows: [], draft: null }; }
};
function keep(changes) {
  const kept = { ...load(), ...changes };
  try {
    if (kept.rows.length || kept.draft) localStorage.setItem(shelf, JSON.stringify(kept));
    else localStorage.removeItem(shelf);
    return true;
  } catch { return false; }
}
const waiting = () => load().rows.filter((row) => !row.why);

// crypto.randomUUID is there on encrypted addresses only; a house in the village may have none.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const members = [...document.querySelectorAll("#members option")].map((one) => ({ number: one.value, name: one.textContent }));
const plain = (words) => words.trim().toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
// Accents may be left out, unless they tell two members apart.
function meant(said) {
  const alike = members.filter((one) => one.number === said.trim() || plain(one.name) === plain(said));
  const same = alike.filter((one) => one.name.toLocaleLowerCase() === said.trim().toLocaleLowerCase());
  return same.length ? same : alike;
}

function sayWho(input) {
  const line = input.parentElement.querySelector("[data-who]");
  if (!line) return;
  const found = meant(input.value);
  const known = !input.value.trim() || found.length === 1;
  line.classList.toggle("bad", !known);
  if (found.length === 1) line.textContent = `${found[0].number} · ${found[0].name}`;
  else if (known) line.textContent = "";
  else line.textContent = found.length ? board.dataset.several : board.dataset.unknown.replace("{name}", input.value.trim().slice(0, 40));
}

const name = (said) => { const found = meant(said); return found.length === 1 ? found[0].name : said; };
const words = (row) => [`${name(row.payer)} → ${name(row.payee)}`, row.amount, row.words, row.number && `#${row.number}`].filter(Boolean).join(" · ");

const field = (part, called) => part.querySelector(`[name=${called}]`);
const read = (part) => Object.fromEntries(FIELDS.map((called) => [called, field(part, called).value.trim()]));
function fill(part, row) {
  for (const called of FIELDS) {
    field(part, called).value = row?.[called] || "";
    sayWho(field(part, called));
  }
}

form.addEventListener("submit", (event) => {
  const parts = [...form.querySelectorAll("fieldset.slip")];
  const on = field(form, "on").value;
  const rows = parts.map(read).filter((row) => FIELDS.some((called) => row[called]))
    .map((row, place) => ({ ...row, on, key: (!place && mended) || newKey() }));
  if (!keep({ rows: [...load().rows, ...rows], draft: null })) return;
  event.preventDefault();
  mended = "";
  for (const part of parts.slice(1)) part.remove();
  fill(parts[0]);
  field(parts[0], "number").focus();
  show();
  flush();
});

form.addEventListener("input", (event) => {
  sayWho(event.target);
  const row = read(form.querySelector("fieldset.slip"));
  keep({ draft: FIELDS.some((called) => row[called]) ? { ...row, key: mended } : null });
  show();
});

async function flush() {
  if (sending) return;
  sending = true;
  try {
    while (waiting().length && (await send(waiting().slice(0, MOST))));
  } finally {
    sending = false;
    show();
  }
}

async function send(rows) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: field(form, "csrfmiddlewaretoken").value });
  for (const row of rows) for (const called of [...FIELDS, "on", "key"]) body.append(called, row[called] || "");
  let answer, became;
  try {
    const signal = AbortSignal.timeout?.(30000); // a line that is there and gives no answer is none
    answer = await fetch(here, { method: "POST", body, signal, credentials: "same-origin", headers: { Accept: "application/json" } });
  } catch {
    told = "";
    return false; // no line: it stays where it is
  }
  try {
    became = new Map((await answer.json()).rows.map((one) => [one.key, one]));
  } catch {
    told = answer.status < 500 ? board.dataset.again : "";
    return false;
  }
  told = "";
  keep({ rows: load().rows.flatMap((row) => settled(row, became.get(row.key))) });
  show();
  return rows.some((row) => became.has(row.key));
}

function settled(row, one) {
  if (!one) return [row];
  if (one.became === "refused") return [{ ...row, why: one.why }];
  const line = document.createElement("li");
  const strong = document.createElement("strong");
  strong.textContent = outcomes.dataset[one.became];
  line.append(strong, ` ${one.line}`);
  outcomes.querySelector("ul").prepend(line);
  outcomes.hidden = false;
  return [];
}

function show() {
  const { rows, draft } = load();
  const refused = rows.filter((row) => row.why);
  board.hidden = !rows.length;
  forgetting.hidden = !rows.length && !draft;
  if (!rows.length) return board.replaceChildren();
  const list = document.createElement("ul");
  for (const row of [...refused, ...rows.filter((one) => !one.why).reverse()]) list.append(line(row));
  const now = button(board.dataset.now, () => { keep({ rows: load().rows.map(({ why, ...row }) => row) }); flush(); });
  board.replaceChildren(...[
    counted(rows.length - refused.length, board.dataset.one, board.dataset.many),
    counted(refused.length, board.dataset.badOne, board.dataset.badMany),
    told,
  ].filter(Boolean).map(paragraph), list, now);
}

const counted = (many, one, more) => many && (many === 1 ? one : more.replace("{count}", many));
function paragraph(said) {
  const made = document.createElement("p");
  made.textContent = said;
  return made;
}

function line(row) {
  const made = document.createElement("li");
  const buttons = document.createElement("div");
  buttons.className = "row";
  buttons.append(button(board.dataset.mend, () => mend(row), words(row)), button(board.dataset.drop, () => take(row), words(row)));
  made.append(words(row), ...(row.why ? [paragraph(`${board.dataset.refused} ${row.why}`)] : []), buttons);
  return made;
}

const take = (row) => { keep({ rows: load().rows.filter((one) => one.key !== row.key) }); show(); };

function mend(row) {
  const part = form.querySelector("fieldset.slip");
  take(row);
  mended = row.key;
  fill(part, row);
  if (row.on) field(form, "on").value = row.on;
  keep({ draft: { ...row, why: undefined } });
  show();
  field(part, "payer").focus();
}

function button(label, act, about) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button plain small";
  made.textContent = label;
  if (about) {
    const more = document.createElement("span");
    more.className = "sr";
    more.textContent = ` (${about})`;
    made.append(more);
  }
  made.addEventListener("click", act);
  return made;
}

const forget = document.querySelector("#forget");
const first = forget.querySelector("span").textContent;
let sure = false;
forget.addEventListener("click", () => {
  const label = forget.querySelector("span");
  label.textContent = sure ? first : forget.dataset.sure;
  if (sure) {
    localStorage.removeItem(shelf);
    mended = "";
    fill(form.querySelector("fieldset.slip"));
    outcomes.querySelector("ul").replaceChildren();
    outcomes.hidden = true;
    show();
    board.replaceChildren(paragraph(forget.dataset.done));
    board.hidden = false;
  }
  sure = !sure;
});

// Loaded again without a line, this page would be gone until the line is back.
addEventListener("beforeunload", (event) => { if (!navigator.onLine) event.preventDefault(); });
addEventListener("online", flush);
setInterval(() => { if (waiting().length) flush(); }, 15000);

const { draft } = load();
if (draft) {
  mended = draft.key || "";
  fill(form.querySelector("fieldset.slip"), draft);
}
show();
flush();
