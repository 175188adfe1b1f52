// Pointer and keys on the canvas.
const hit = (x, y) => {
  let best = null;
  let nearest = Infinity;
  for (const person of shownPeople) {
    const [px, py] = toScreen(...position(person.i));
    const gap = Math.hypot(px - x, py - y) - radiusOf(person);
    if (gap < 6 && gap < nearest) { nearest = gap; best = { person: person.i }; }
  }
  if (best) return best;
  const label = labels.find(({ box }) => x > box[0] && x < box[2] && y > box[1] && y < box[3]);
  if (label) return { person: indexOf.get(label.id) };
  if (state.view === "accounts") {
    const account = accounts.find((a) => Math.hypot(...[0, 1].map((axis) => toScreen(a.x, a.y)[axis] - [x, y][axis])) < Math.max(8, a.r * camera.scale));
    if (account) return { account: account.i };
  }
  return hitTie(x, y);
};
const hitTie = (x, y) => {
  const pool = shownTies.length > 3000 || state.view === "chart" ? litTies() : [...shownTies, ...litTies()];
  let best = null;
  let nearest = 5;
  for (const tie of pool) {
    const [x1, y1] = toScreen(...position(tie.source));
    const [x2, y2] = toScreen(...position(tie.target));
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2 || 1;
    const t = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
    const gap = Math.hypot(x1 + t * (x2 - x1) - x, y1 + t * (y2 - y1) - y);
    if (gap < nearest) { nearest = gap; best = { tie: tie.i }; }
  }
  return best;
};
const place2 = (event) => { const box = $("stage").getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
const press = (found) => {
  if (!found) { if (state.selected !== null || state.tie !== null || state.account !== null) go({ selected: null, tie: null, account: null }); return; }
  if (found.person !== undefined) select(found.person);
  else if (found.tie !== undefined) go({ tie: found.tie, account: null });
  else go({ account: found.account, selected: null, tie: null });
};
const startPointer = () => {
  const fingers = new Map();
  let start = null;
  let travelled = 0;
  let pinch = 0;
  picture.addEventListener("pointerdown", (event) => {
    picture.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, place2(event));
    start = place2(event);
    travelled = 0;
    pinch = 0;
  });
  picture.addEventListener("pointermove", (event) => {
    const at = place2(event);
    if (!fingers.has(event.pointerId)) { const found = hit(...at); hoverAt(found ? { ...found, x: at[0], y: at[1] } : null); return; }
    const before = fingers.get(event.pointerId);
    fingers.set(event.pointerId, at);
    if (fingers.size === 2) {
      const [a, b] = [...fingers.values()];
      const gap = Math.hypot(a[0] - b[0], a[1] - b[1]);
      if (pinch) zoomAt((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, gap / pinch);
      pinch = gap;
      travelled = 99;
    } else {
      travelled += Math.abs(at[0] - before[0]) + Math.abs(at[1] - before[1]);
      if (travelled < 4) return;
      picture.classList.add("moving");
      camera.x -= (at[0] - before[0]) / camera.scale;
      camera.y -= (at[1] - before[1]) / camera.scale;
    }
    moved();
  });
  const lift = (event) => {
    const single = fingers.size === 1;
    fingers.delete(event.pointerId);
    picture.classList.remove("moving");
    if (event.type === "pointerup" && single && travelled < 4 && start) press(hit(...start));
    start = null;
  };
  picture.addEventListener("pointerup", lift);
  picture.addEventListener("pointercancel", lift);
  picture.addEventListener("pointerleave", () => hoverAt(null));
  picture.addEventListener("dblclick", (event) => {
    const found = hit(...place2(event));
    if (found && found.account !== undefined) openAccount(found.account);
    else if (found && found.person !== undefined) expand(found.person);
    else { zoomAt(...place2(event), 1.6); moved(); }
  });
  picture.addEventListener("wheel", (event) => { event.preventDefault(); zoomAt(...place2(event), Math.exp(-event.deltaY * 0.0015)); moved(); }, { passive: false });
};
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const nextTowards = ([dx, dy]) => {
  // The nearest person within a quarter circle around the direction, as a reader's eye would go.
  if (state.selected === null) return shownPeople.length ? [...shownPeople].sort((a, b) => b.size - a.size || a.i - b.i)[0].i : null;
  const [x0, y0] = position(state.selected);
  let best = null;
  let least = Infinity;
  for (const person of shownPeople) {
    const [x, y] = position(person.i);
    const along = (x - x0) * dx + (y - y0) * dy;
    const across = Math.abs((x - x0) * dy - (y - y0) * dx);
    if (along <= 1 || across > along * 1.2) continue;
    const cost = along + 2 * across;
    if (cost < least) { least = cost; best = person.i; }
  }
  return best;
};
const keyOnMap = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const way = DIRECTIONS[event.key];
  if (way && event.shiftKey) { camera.x += way[0] * 80 / camera.scale; camera.y += way[1] * 80 / camera.scale; moved(); }
  else if (way && state.view === "accounts" && !shownPeople.length) stepAccount(way[0] + way[1]);
  else if (way) { const next = nextTowards(way); if (next !== null) select(next); }
  else if (event.key === "+" || event.key === "=") { zoomAt(size.width / 2, size.height / 2, 1.25); moved(); }
  else if (event.key === "-") { zoomAt(size.width / 2, size.height / 2, 0.8); moved(); }
  else if (event.key === "0") fitNow();
  else if (event.key === "Enter" && state.account !== null) openAccount(state.account);
  else if (event.key === "Enter" && state.selected !== null) $("right").focus();
  else if (event.key === "e" && state.selected !== null) expand(state.selected);
  else return;
  event.preventDefault();
};
const stepAccount = (by) => {
  if (!accounts.length) return;
  const next = state.account === null ? 0 : (state.account + by + accounts.length) % accounts.length;
  go({ account: next, selected: null, tie: null });
  announce(accounts[next].us ? say("us") : accounts[next].name);
};
const fitNow = () => { fit(); redraw(); };
