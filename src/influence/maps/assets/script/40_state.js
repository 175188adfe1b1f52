// State: one plain object, replaced whole by every step, so that undo is the step before.
const VIEWS = ["influence", "chart", "grid", "routes", "accounts"];
const FREE = { layer: null, attitude: null, kind: null, strength: 0, account: null, ties: "main", people: "main", interests: false };
let state = null;
const past = [];
let shownPeople = [];
let shownTies = [];
let isShown = new Uint8Array(0);

const opening = () => ({
  view: doc.view, selected: null, account: null, tie: null, route: null, onlyRoute: false, only: null, opened: new Set(),
  filters: { ...FREE, ties: doc.ties.source.length > 1200 ? "main" : "all" },
});
const homeOf = (person) => `a${person.account >= 0 ? person.account : accounts.length - 1}`;
const has = (list, value) => list === null || list.includes(value);
const placed = (i) => { const at = doc.views[state.view]; return at && at.x[i] !== null && at.x[i] !== undefined; };
const visible = (person) => {
  const { filters } = state;
  if (!placed(person.i)) return false;
  if (state.only) return state.only.has(person.i);
  if (state.onlyRoute && state.route !== null) return routes[state.route].people.includes(person.i);
  if (person.i === state.selected || (state.route !== null && routes[state.route].people.includes(person.i))) return true;
  if (state.view === "routes" && !onRoutes(person.i)) return false;
  if (person.level > 0 && state.view !== "routes" && filters.people === "main" && !state.opened.has(person.i)) return false;
  if (state.view === "accounts" && !state.opened.has(person.i) && !state.opened.has(homeOf(person))) return false;
  if (person.group === "contact" && !(has(filters.layer, person.layer || "none") && has(filters.attitude, person.attitude))) return false;
  return filters.account === null || person.account === filters.account || person.group !== "contact";
};
const drawn = (tie) => {
  const { filters } = state;
  if (!isShown[tie.source] || !isShown[tie.target]) return false;
  if (!has(filters.kind, tie.kind) || (tie.strength ?? 1) < filters.strength) return false;
  if (state.view === "chart") return tie.kind === "reports_to";
  if (state.view === "routes") return routePairs().has(pair(tie.source, tie.target));
  if (state.view === "grid") return false;
  return filters.ties === "all" || tie.main;
};
const pair = (a, b) => (a < b ? `${a}-${b}` : `${b}-${a}`);
let pairsOf = null;
const routePairs = () => {
  if (pairsOf) return pairsOf;
  pairsOf = new Set();
  const chosen = state.route === null ? routes.filter((route) => doc.panel.routes.includes(route.i)) : [routes[state.route]];
  chosen.forEach((route) => route.people.slice(1).forEach((to, step) => pairsOf.add(pair(route.people[step], to))));
  return pairsOf;
};
const onRoutes = (i) => routes.some((route) => (state.route === null ? doc.panel.routes.includes(route.i) : route.i === state.route) && route.people.includes(i));
const onRoute = () => new Set(state.route === null ? [] : routes[state.route].people);
const recount = () => {
  pairsOf = null;
  isShown = new Uint8Array(people.length);
  shownPeople = people.filter(visible);
  shownPeople.forEach((person) => { isShown[person.i] = 1; });
  shownTies = ties.filter(drawn);
};
const listeners = [];
const onChange = (listener) => listeners.push(listener);
const go = (changes, { keep = true } = {}) => {
  const before = state;
  if (keep) { past.push(before); if (past.length > 200) past.shift(); }
  state = { ...state, ...changes };
  recount();
  listeners.forEach((listener) => listener(before));
};
const undo = () => {
  if (!past.length) return;
  const before = state;
  state = past.pop();
  recount();
  listeners.forEach((listener) => listener(before));
  announce(say("undone"));
};
const select = (i) => {
  if (i === state.selected && state.tie === null && state.account === null) return;
  go({ selected: i, tie: null, account: null });
  if (i !== null) announce(`${people[i].name}. ${place(people[i])}`);
};
const chooseRoute = (i) => go({ route: state.route === i ? null : i, onlyRoute: state.route === i ? false : state.onlyRoute, tie: null });
const setView = (name) => { if (VIEWS.includes(name) && doc.views[name] && name !== state.view) { go({ view: name }); announce(say(`view.${name}`)); } };
const setFilter = (changes) => go({ filters: { ...state.filters, ...changes } });
const neighbours = (i) => people[i].ties.map((t) => other(ties[t], i));
const expand = (i) => {
  const around = [i, ...neighbours(i)];
  const rings = state.only ? new Set([...state.only, ...around]) : null;
  go({ opened: new Set([...state.opened, ...around]), only: rings });
  announce(say("expanded", { n: around.length - 1 }));
};
const focusOn = (i) => go({ only: state.only ? null : new Set([i, ...neighbours(i)]) });
const openAccount = (a) => {
  const opened = new Set(state.opened);
  const key = `a${a}`;
  if (opened.has(key)) opened.delete(key); else opened.add(key);
  go({ opened, account: a, selected: null, tie: null });
};
