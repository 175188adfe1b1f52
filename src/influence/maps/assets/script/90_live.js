// Live: what the page can ask when the local app serves it. In a file on disk all of this is silent.
const live = { token: null, on: false };
const ask = async (path, body) => {
  const headers = { "X-Influence-Token": live.token, "X-Influence-Lang": lang, ...(body ? { "Content-Type": "application/json" } : {}) };
  const gone = () => { throw new Error(say("live.gone")); };
  const reply = await fetch(`/api/${path}`, { headers, method: body ? "POST" : "GET", body: body ? JSON.stringify(body) : null }).catch(gone);
  const answer = await reply.json();
  if (!reply.ok) throw new Error([answer.error && answer.error.message, answer.error && answer.error.hint].filter(Boolean).join(say("semicolon")));
  return answer;
};
const query = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "")).toString();
const where = () => ({ account: doc.account, deal: doc.deal_id, "as-of": live.asOf || null });
const tell = (target, text) => { clear(target, el("p", { class: "note" }, el("bdi", {}, text))); announce(text); };
const complain = (text) => {
  document.querySelectorAll("[data-fault]").forEach((old) => old.remove());
  $("right").prepend(el("p", { class: "note warn", "data-fault": true }, el("bdi", {}, text)));
  announce(text);
};
const tried = async (act) => { try { await act(); } catch (error) { complain(error.message); } };
const reload = async (values) => {
  const view = await ask(`page?${query({ ...where(), ...values, lang })}`);
  const keep = state === null || !state.selected ? null : people[state.selected].id;
  begin(view.answer || view);
  if (keep !== null && indexOf.has(keep)) pick(keep);
};
const field = (key, name, attributes = {}) => el("label", {}, say(key), el("input", { name, "data-live": name, ...attributes }));
const form = (key, fields, act) => {
  const out = el("div", { "aria-live": "polite", "data-answer": key });
  const box = el("form", { class: "live", "data-form": key, onsubmit: async (event) => {
    event.preventDefault();
    try { await act(Object.fromEntries(new FormData(box)), out); } catch (error) { tell(out, error.message); }
  } }, ...fields, el("button", { type: "submit", class: "button" }, say(words[`live.do.${key}`] ? `live.do.${key}` : `live.${key}`)), out);
  return box;
};
const showRoutes = (answer, out) => {
  const lines = answer.answer.routes.map((route) => el("li", {}, el("bdi", {}, route.people.map((id) => (indexOf.has(id) ? people[indexOf.get(id)].name : id)).join(" → ")), ` · ${percent(route.probability)}`));
  if (lines.length) clear(out, el("ol", { class: "note" }, lines)); else tell(out, told((answer.answer.why_none || {}).reason) || say("route.none"));
};
const nameOf = (id) => (indexOf.has(id) ? people[indexOf.get(id)].name : id);
const livePart = () => {
  if (!live.on) return [];
  const parts = [form("asof", [field("live.date", "date", { type: "date", value: live.asOf || doc.as_of }), ageSlider()], async ({ date }) => { live.asOf = date; await reload({}); }),
    form("path", [el("div", { class: "pair" }, field("live.from", "from"), field("live.to", "to", { required: true }))], async (values, out) => showRoutes(await ask(`path?${query({ ...values, "as-of": live.asOf })}`), out))];
  if (doc.account) {
    const subject = doc.deal_id || doc.account;
    parts.push(form("whatif", [field("live.without", "without"), el("div", { class: "pair" }, field("live.tie", "tie", { placeholder: "A:B=0.7" }), field("live.attitude", "attitude", { placeholder: `A=${word("attitude", "support")}` }))], async (values, out) => {
      const { answer } = await ask(`whatif?${query({ deal: subject, ...values, "as-of": live.asOf })}`);
      tell(out, `${say("pwin")}${say("colon")}${percent(answer.before.pwin, 1)} → ${percent(answer.after.pwin, 1)}`);
    }), form("plan", [field("live.hours", "hours", { type: "number", value: "10", min: "0" })], async (values, out) => {
      const { answer } = await ask(`plan?${query({ deal: subject, ...values, "as-of": live.asOf })}`);
      clear(out, el("p", { class: "note" }, `${say("pwin")}${say("colon")}${percent(answer.pwin_before, 1)} → ${percent(answer.pwin_after, 1)}`), el("ol", { class: "note" }, answer.actions.map((action) => el("li", {}, el("bdi", {}, [nameOf(action.who), nameOf(action.person), told(action.why || action.action)].join(" · "))))));
    }));
  }
  if (doc.edit) parts.push(el("div", { class: "actions" }, el("button", { type: "button", "data-do": "undo-edit", onclick: () => tried(async () => { await ask("undo", {}); await reload({}); }) }, say("live.undo"))));
  return section("panel.live", parts);
};
const ageSlider = () => {
  const last = Date.parse(doc.latest || doc.as_of);
  const day = 86400000;
  const slider = el("input", { type: "range", min: "-730", max: "0", value: String(Math.round((Date.parse(live.asOf || doc.as_of) - last) / day)), "aria-label": say("live.slider"), "data-live": "slider",
    onchange: async (event) => { live.asOf = new Date(last + Number(event.target.value) * day).toISOString().slice(0, 10); await tried(() => reload({})); } });
  return slider;
};
const livePersonPart = (person) => {
  if (!live.on || !doc.edit) return [];
  const parts = [];
  if (person.group === "contact") parts.push(form("attitude", [el("label", {}, say("fact.attitude"), el("select", { name: "value" }, ATTITUDES.map((value) => el("option", { value, selected: value === person.attitude }, word("attitude", value)))))],
    async ({ value }) => { await ask("edit", { op: "attitude", id: person.id, value }); await reload({}); }));
  parts.push(form("tie", [field("live.other", "target"), el("label", {}, say("filter.kind"), el("select", { name: "kind" }, doc.kinds.map((kind) => el("option", { value: kind.name }, word("tie", kind.name))))), field("fact.strength", "strength", { type: "number", min: "0", max: "1", step: "0.05", value: "0.5" })],
    async ({ target, kind, strength }, out) => {
      const [found] = search(target);
      if (found === undefined) { tell(out, say("search.none")); return; }
      await ask("edit", { op: "tie", source: person.id, target: found, kind, strength: Number(strength) });
      await reload({});
    }));
  return section("panel.edit", parts);
};
let searching = 0;
const liveSearch = (text) => {
  if (!live.on || !text.trim()) return;
  clearTimeout(searching);
  searching = setTimeout(async () => {
    try {
      const { answer } = await ask(`search?${query({ text, limit: 8 })}`);
      const extra = answer.found.filter((thing) => !(thing.kind === "person" && indexOf.has(thing.id)));
      const lines = (kinds) => extra.filter((thing) => kinds(thing.kind)).map((thing) => el("li", {}, el("button", { type: "button", onclick: () => openFound(thing) }, el("bdi", {}, thing.name), el("small", {}, el("bdi", {}, [word("found", thing.kind), thing.where].filter(Boolean).join(" · "))))));
      if (extra.length) $("hits").querySelectorAll(".note").forEach((note) => note.remove());
      $("hits").prepend(...lines((kind) => kind !== "person"));
      $("hits").append(...lines((kind) => kind === "person"));
    } catch (error) { announce(error.message); }
  }, 180);
};
const openFound = async (thing) => {
  $("hits").hidden = true;
  doc.account = thing.kind === "account" ? thing.id : thing.account || null;
  doc.deal_id = thing.kind === "deal" ? thing.id : null;
  await tried(() => reload({}));
  if (thing.kind === "person" && indexOf.has(thing.id)) pick(thing.id);
};
const takeToken = () => {
  const found = /(?:^#|&)token=([^&]*)/.exec(location.hash);
  if (!found) return null;
  history.replaceState(null, "", location.pathname);
  return decodeURIComponent(found[1]);
};
