// Camera: where the window stands over the plane of the stored positions.
const camera = { x: 0, y: 0, scale: 1 };
const margin = 0.3;
const RAIL = 62; // how far beside a person the line to the superior runs
const size = { width: 0, height: 0, ratio: 1 };
const toScreen = (x, y) => [(x - camera.x) * camera.scale + size.width / 2, (y - camera.y) * camera.scale + size.height / 2];
const toPlane = (x, y) => [(x - size.width / 2) / camera.scale + camera.x, (y - size.height / 2) / camera.scale + camera.y];
const position = (i) => { const at = doc.views[state.view]; return [at.x[i], at.y[i]]; };
const accountPosition = (a) => [accounts[a].x, accounts[a].y];
const bounds = () => {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const hold = ([x, y], r = 0) => { left = Math.min(left, x - r); right = Math.max(right, x + r); top = Math.min(top, y - r); bottom = Math.max(bottom, y + r); };
  shownPeople.forEach((person) => hold(position(person.i), 12));
  if (state.view === "accounts") accounts.forEach((account) => hold([account.x, account.y], account.r));
  (doc.views[state.view].frame || []).forEach((item) => { hold([item.x, item.y]); hold([item.x + (item.w || 0), item.y + (item.h || 0)]); });
  return left > right ? [-200, -150, 200, 150] : [left, top, right, bottom];
};
const fit = () => {
  // Labels do not shrink with the plane, so the room for them is counted in pixels.
  const [left, top, right, bottom] = bounds();
  const under = $("legend").offsetHeight + 54;
  const over = $("strip").hidden ? 30 : 66;
  const room = { grid: 18, chart: RAIL * 1.5 + 8, accounts: 92 }[state.view] || 62;
  const side = Math.min(room, size.width * (state.view === "accounts" ? 0.14 : 0.11));
  const height = Math.max(60, size.height - under - over);
  camera.scale = Math.min(1.5, (size.width - 2 * side) / Math.max(1, right - left), height / Math.max(1, bottom - top));
  camera.x = (left + right) / 2;
  camera.y = (top + bottom) / 2 + (under - over) / 2 / camera.scale;
};
const zoomAt = (x, y, factor) => {
  const scale = Math.min(6, Math.max(0.01, camera.scale * factor));
  const [px, py] = toPlane(x, y);
  camera.x = px - (x - size.width / 2) / scale;
  camera.y = py - (y - size.height / 2) / scale;
  camera.scale = scale;
};
const centreOn = (i) => {
  if (!placed(i)) return;
  const [x, y] = position(i);
  const [sx, sy] = toScreen(x, y);
  const inside = sx > 60 && sy > 60 && sx < size.width - 60 && sy < size.height - 90;
  const near = camera.scale >= 0.55;
  if (inside && near) return;
  if (!near) camera.scale = 0.9;
  camera.x = x;
  camera.y = y;
};
