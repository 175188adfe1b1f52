// Graph: the document's columns turned into people, accounts and ties. Ids only ever live in a Map.
const GROUPS = ["contact", "team", "referrer"];
const ATTITUDES = ["resist", "doubt", "neutral", "accept", "support", "unknown"];
const LAYERS = ["decision", "management", "operation"];
const MARKS = { resist: "−−", doubt: "−", neutral: "=", accept: "+", support: "++", unknown: "?" };
const BADGES = ["decides", "vetoes", "blocks", "champion", "bridge", "unknown", "hidden"];
let doc = null;
let people = [];
let accounts = [];
let ties = [];
let routes = [];
const indexOf = new Map();
const accountOf = new Map();

const readPeople = (columns) => columns.id.map((id, i) => ({
  i, id, name: columns.name[i], group: GROUPS[columns.group[i]], attitude: ATTITUDES[columns.attitude[i]],
  layer: columns.layer[i] < 0 ? null : LAYERS[columns.layer[i]], account: columns.account[i], title: columns.title[i],
  department: columns.department[i], influence: columns.influence[i], size: columns.size[i], level: columns.level[i],
  badges: BADGES.filter((_, bit) => columns.badges[i] & (1 << bit)), note: columns.note[i] || null, cut: columns.cut[i] || 0,
  opinion: columns.opinion[i], colour: (columns.colour || {})[i] || null, ties: [], interests: [], routes: [],
}));
const readTies = (columns) => columns.source.map((source, i) => {
  const flags = columns.flags[i];
  return {
    i, source, target: columns.target[i], kind: doc.kinds[columns.kind[i]].name,
    strength: columns.strength[i] === null ? null : columns.strength[i] / 1000, confidence: columns.confidence[i] / 1000,
    directed: Boolean(flags & 1), inferred: Boolean(flags & 2), conflict: Boolean(flags & 4), main: Boolean(flags & 8),
    since: columns.since[i] || null, last: columns.last[i] || null, evidence: columns.evidence[i] || null,
  };
});
const readGraph = (given) => {
  doc = given;
  people = readPeople(doc.people);
  ties = readTies(doc.ties);
  routes = doc.routes.map((route, i) => ({ ...route, i }));
  accounts = doc.accounts.map((account, i) => ({ ...account, i, people: [], links: [] }));
  indexOf.clear();
  accountOf.clear();
  people.forEach((person) => { indexOf.set(person.id, person.i); const home = accounts[person.account >= 0 ? person.account : accounts.length - 1]; if (home) home.people.push(person.i); });
  accounts.forEach((account) => accountOf.set(account.id, account.i));
  ties.forEach((tie) => { people[tie.source].ties.push(tie.i); people[tie.target].ties.push(tie.i); });
  doc.interests.forEach((interest) => { if (interest.holder >= 0) people[interest.holder].interests.push(interest); });
  routes.forEach((route) => people[route.people[route.people.length - 1]].routes.push(route.i));
  Object.entries(doc.leaves || {}).forEach(([i, leaves]) => { people[i].leaves = leaves; });
};
const other = (tie, i) => (tie.source === i ? tie.target : tie.source);
const kindOf = (name) => doc.kinds.find((kind) => kind.name === name);
const sentence = (tie) => {
  const kind = kindOf(tie.kind);
  const text = lang === "zh" ? kind.sentence_zh : kind.sentence;
  return text.replace(/\{(source|target)\}/g, (_, end) => people[tie[end]].name);
};
const employer = (person) => (person.account >= 0 ? accounts[person.account].name : word("group", person.group));
const place = (person) => [person.title, person.department, person.account >= 0 || !person.title ? employer(person) : word("group", person.group)]
  .filter(Boolean).join(" · ");
