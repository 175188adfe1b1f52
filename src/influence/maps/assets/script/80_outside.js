// Outside: the address bar and `window.influence`.
const idInAddress = () => { const found = /(?:^#|&)person=([^&]*)/.exec(location.hash); if (!found) return null; try { return decodeURIComponent(found[1]); } catch { return null; } };
const writeAddress = () => {
  const wanted = state.selected === null ? "" : `#person=${encodeURIComponent(people[state.selected].id)}`;
  if (location.hash === wanted) return;
  try { history.replaceState(null, "", wanted || location.pathname + location.search); } catch { /* a frame without an address of its own */ }
};
const readAddress = () => { const id = idInAddress(); if (id !== null && indexOf.has(id)) pick(id); };
const describe = () => {
  const { filters } = state;
  return {
    view: state.view, selected: state.selected === null ? null : people[state.selected].id,
    filters: { ...filters, account: filters.account === null ? null : accounts[filters.account].id, only_route: state.onlyRoute, focus: state.only ? [...state.only].map((i) => people[i].id) : null },
    shown: { people: shownPeople.length, ties: shownTies.length }, total: { ...doc.total },
  };
};
const api = Object.freeze({
  state: () => describe(),
  select: (id) => { if (id === null) { go({ selected: null, tie: null, account: null }); return; } if (indexOf.has(id)) pick(id); },
  view: (name) => setView(name),
  search: (text) => search(text),
  where: (id) => { const i = indexOf.get(id); if (i === undefined || !isShown[i]) return null; const [x, y] = toScreen(...position(i)); const box = $("stage").getBoundingClientRect(); return { x: x + box.left, y: y + box.top, r: radiusOf(people[i]) }; },
  labels: () => labels.map(({ id, box }) => ({ id, box: [...box] })),
});
