// Words: every sentence of the page in both languages, looked up in the document's table.
const words = {};
let lang = "en";
const say = (key, values = {}) => {
  const entry = words[key];
  const text = entry ? entry[lang === "zh" ? 1 : 0] : key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
};
const word = (scale, value) => (value === null || value === undefined ? "" : say(`${scale}.${value}`));
const percent = (p, digits = 0) => (p === null || p === undefined ? "–" : `${(100 * p).toFixed(digits)} %`);
const signed = (p) => `${p > 0 ? "+" : p < 0 ? "−" : "±"}${Math.abs(100 * p).toFixed(1)}`;
const number = (n) => n.toLocaleString(lang === "zh" ? "zh-CN" : "en-GB");
const decimal = (x, digits = 2) => (x === null || x === undefined ? "–" : x.toFixed(digits));
// What the analyses say in English, in the language of the page: sentences known by their pattern, their parts likewise.
let sayings = null;
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const readSayings = () => Object.keys(words).filter((key) => key.startsWith("said.")).map((key) => {
  const names = [...words[key][0].matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
  return { key, names, pattern: new RegExp(`^${words[key][0].split(/\{\w+\}/).map(literal).join("(.+?)")}$`, "s") };
});
const told = (text) => {
  if (lang !== "zh" || !text) return text;
  sayings = sayings || readSayings();
  for (const { key, names, pattern } of sayings) {
    const found = pattern.exec(text);
    if (found) return say(key, Object.fromEntries(names.map((name, i) => [name, name === "word" ? word("attitude", found[i + 1]) : name === "reason" ? told(found[i + 1]) : found[i + 1]])));
  }
  return text;
};
