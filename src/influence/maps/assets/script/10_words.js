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
