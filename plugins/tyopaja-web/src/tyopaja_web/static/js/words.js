// The page's own words, with {blanks} filled in as str.format does it in Python.

export function filler(words) {
  return (key, params = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (blank, name) => (name in params ? String(params[name]) : blank));
}
