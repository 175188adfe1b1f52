// Table: the same people as rows, in step with the map, for everyone who does not see a canvas.
let rowsDrawn = "";
const rowOf = (person) => el("tr", { "data-id": person.id, tabindex: "0", "aria-selected": String(person.i === state.selected) },
  el("td", {}, el("span", {}, el("bdi", {}, person.name)), el("small", {}, el("bdi", {}, [person.title, person.account >= 0 && accounts[person.account].id === doc.account ? "" : employer(person)].filter(Boolean).join(" · ")))),
  el("td", {}, dot(person)),
  el("td", { class: "num" }, person.influence === null || person.influence === undefined ? "" : percent(person.influence)));
const byInfluence = (a, b) => (b.influence ?? -1) - (a.influence ?? -1) || a.i - b.i;
const drawTable = () => {
  const table = document.querySelector("table[data-influence=people]");
  const key = `${shownPeople.map((person) => person.i).join()}/${lang}/${doc.digest}`;
  if (key !== rowsDrawn) {
    rowsDrawn = key;
    table.caption.textContent = say("table.caption");
    clear(table.tHead, el("tr", {}, el("th", { scope: "col" }, say("table.name")), el("th", { scope: "col" }, el("span", { class: "unseen" }, say("fact.attitude")), el("span", { "aria-hidden": "true" }, "±")), el("th", { scope: "col", class: "num" }, say("table.influence"))));
    const body = document.createDocumentFragment();
    [...shownPeople].sort(byInfluence).forEach((person) => body.append(rowOf(person)));
    clear(table.tBodies[0], body);
    return;
  }
  for (const row of table.tBodies[0].rows) {
    const chosen = state.selected !== null && row.dataset.id === people[state.selected].id;
    if ((row.getAttribute("aria-selected") === "true") !== chosen) row.setAttribute("aria-selected", String(chosen));
  }
};
const showRow = () => {
  const box = $("rows");
  const row = state.selected === null ? null : box.querySelector("tr[aria-selected=true]");
  if (!row || box.contains(document.activeElement)) return;
  const [top, bottom] = [row.offsetTop - 30, row.offsetTop + row.offsetHeight];
  if (top < box.scrollTop || bottom > box.scrollTop + box.clientHeight) box.scrollTop = top - box.clientHeight / 3;
};
const startTable = () => {
  const table = document.querySelector("table[data-influence=people]");
  const choose = (row) => { if (row) focusPerson(indexOf.get(row.dataset.id)); };
  table.addEventListener("click", (event) => choose(event.target.closest("tr[data-id]")));
  table.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr[data-id]");
    if (!row) return;
    const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, Home: row.parentNode.firstElementChild, End: row.parentNode.lastElementChild }[event.key];
    if (next) { next.focus(); event.preventDefault(); }
    if (event.key === "Enter" || event.key === " ") { choose(row); event.preventDefault(); }
  });
};
