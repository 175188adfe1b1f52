// Labels: the important first, each where it covers nothing; what finds no room waits for a closer look.
let labels = [];
const overlaps = (box, boxes) => boxes.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]);
const placeBoxes = () => {
  // Coarse cells keep the search linear; a label is compared with its neighbourhood alone.
  const cells = new Map();
  const cellsOf = (box) => {
    const keys = [];
    for (let cx = Math.floor(box[0] / 120); cx <= Math.floor(box[2] / 120); cx += 1) for (let cy = Math.floor(box[1] / 60); cy <= Math.floor(box[3] / 60); cy += 1) keys.push(cx * 4096 + cy);
    return keys;
  };
  return {
    free: (box) => cellsOf(box).every((key) => !overlaps(box, cells.get(key) || [])),
    take: (box) => cellsOf(box).forEach((key) => { if (cells.has(key)) cells.get(key).push(box); else cells.set(key, [box]); }),
  };
};
const shorten = (text, limit) => { const letters = [...text]; return letters.length > limit ? `${letters.slice(0, limit - 1).join("")}…` : text; };
const importance = (person, lit) => (person.i === state.selected ? 1e6 : 0) + (lit.has(person.i) ? 1e5 : 0)
  + (person.badges.length ? 50 : 0) + person.size + (person.group === "contact" ? 5 : 0);
// Below the node, or above and beside it clear of its badges, which stand there (`around`).
const candidates = (x, y, r, around, w, h) => [[x, y + r + 4 + h / 2], [x, y - around - 5 - h / 2], [x + around + 6 + w / 2, y], [x - around - 6 - w / 2, y]];
// The name of a weighty person may cover somebody small, never another name or another weighty one.
const WEIGHTY = 12;
const paintLabels = (g, lit) => {
  const boxes = placeBoxes();
  const texts = placeBoxes();
  labels = [];
  const budget = camera.scale < 0.3 ? 70 : 450;
  const list = shownPeople.map((person) => [person, toScreen(...position(person.i))]).filter(([, [x, y]]) => inside(x, y, margin));
  if (list.length < 1500) list.forEach(([person, [x, y]]) => { const r = radiusOf(person) * 0.9; boxes.take([x - r, y - r, x + r, y + r]); if (person.size >= WEIGHTY) texts.take([x - r, y - r, x + r, y + r]); });
  if (state.view === "accounts") accounts.forEach((account) => { const [x, y] = toScreen(account.x, account.y); const r = account.r * camera.scale; if (r > 4 && !state.opened.has(`a${account.i}`)) boxes.take([x - r, y - r, x + r, y + r]); });
  if (state.view === "accounts") labelAccounts(g, boxes, texts);
  list.sort((a, b) => importance(b[0], lit) - importance(a[0], lit) || a[0].i - b[0].i);
  let placedCount = 0;
  for (const [person, [x, y]] of list) {
    if (placedCount >= budget) break;
    if (labelPerson(g, boxes, texts, person, x, y, lit)) placedCount += 1;
  }
};
const labelPerson = (g, boxes, texts, person, x, y, lit) => {
  const two = camera.scale >= 0.8 && person.title && shownPeople.length < 150;
  const name = shorten(person.name, 26);
  const title = two ? shorten(person.title, 24) : "";
  g.font = fontOf(620, 12);
  const nameWidth = g.measureText(name).width;
  g.font = fontOf(400, 10.5);
  const w = Math.max(nameWidth, two ? g.measureText(title).width : 0) + 4;
  const h = two ? 27 : 15;
  const r = radiusOf(person);
  const whole = ([cx]) => cx - w / 2 >= 0 && cx + w / 2 <= size.width;
  const all = candidates(x, y, r, badgesShown(person).length ? badgeRadius(r) + 7 : r, w, h);
  const spots = [...all.filter(whole), ...all.filter((spot) => !whole(spot))];
  const freeIn = (taken) => spots.find(([cx, cy]) => taken.free([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2]));
  const spot = freeIn(boxes) || (person.size >= WEIGHTY || lit.has(person.i) ? freeIn(texts) : null);
  const chosen = spot || (person.i === state.selected ? spots[0] : null);
  if (!chosen) return false;
  const [cx, cy] = chosen;
  const box = [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2];
  boxes.take(box);
  texts.take(box);
  labels.push({ id: person.id, box });
  const faded = lit.size && !lit.has(person.i);
  g.globalAlpha = faded ? 0.35 : 1;
  writeText(g, name, cx, two ? cy - 6 : cy, fontOf(620, 12), paints.ink);
  if (two) writeText(g, title, cx, cy + 7.5, fontOf(400, 10.5), paints.muted);
  g.globalAlpha = 1;
  return true;
};
const writeText = (g, text, x, y, font, colour) => {
  g.font = font;
  g.textAlign = "center";
  g.textBaseline = "middle";
  g.lineJoin = "round";
  g.lineWidth = 3.5;
  g.strokeStyle = paints.ground;
  g.strokeText(text, x, y);
  g.fillStyle = colour;
  g.fillText(text, x, y);
};
const labelAccounts = (g, boxes, texts) => {
  const order = [...accounts].sort((a, b) => b.r - a.r || a.i - b.i);
  for (const account of order) {
    const [x, y] = toScreen(account.x, account.y);
    if (!inside(x, y, margin)) continue;
    const name = shorten(account.us ? say("us") : account.name, 28);
    g.font = fontOf(650, 12.5);
    const w = g.measureText(name).width + 6;
    const cy = y + account.r * camera.scale + 11;
    const box = [x - w / 2, cy - 8, x + w / 2, cy + 8];
    if (!boxes.free(box) && state.account !== account.i) continue;
    boxes.take(box);
    texts.take(box);
    writeText(g, name, x, cy, fontOf(650, 12.5), paints.ink);
  }
};
