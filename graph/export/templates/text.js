// Words and elements. Everything that comes from the data becomes a text node, never markup.
const t = (key, values = {}) =>
  LABELS[chosen.lang].ui[key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
const nodesWord = (type) => LABELS[chosen.lang].nodes[type][0];
const nodeWord = (type) => LABELS[chosen.lang].nodes[type][1];
const edgeWords = (type) => LABELS[chosen.lang].edges[type];
const propWord = (name) => LABELS[chosen.lang].props[name] ?? name;

const CODED = new Set(["kind", "level", "status", "manner", "mode", "began_by", "ended_by"]);
function valueText(name, value, type) {
  if (Array.isArray(value)) return value.join(name === "regions" ? " · " : chosen.lang === "zh" ? "、" : "; ");
  if (!CODED.has(name)) return String(value);
  const special = type === "HOLDS_POSITION" ? LABELS[chosen.lang].tenure[value] : undefined;
  return special ?? LABELS[chosen.lang].values[value] ?? String(value);
}

// element("button.link", {type: "button"}, child, "text", …); a key starting with "on" is a listener.
function element(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((c) => c !== null && c !== undefined));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";
function drawing(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// In a box of 20 by 14; the same shapes as in the drawing.
const OUTLINES = {
  Person: "M4.5 7a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0Z",
  Body: "M5 2H15V12H5Z",
  Meeting: "M10 0.5 16.5 7 10 13.5 3.5 7Z",
  Document: "M10 1 16 12.5H4Z",
};
function nodeIcon(type) {
  const outline = drawing("path", { d: OUTLINES[type] });
  return drawing("svg", { class: `icon ${type}`, viewBox: "0 0 20 14", fill: "currentColor", "aria-hidden": "true" }, outline);
}
function edgeIcon(type) {
  const colour = `var(--e-${type.toLowerCase()})`;
  return drawing(
    "svg",
    { class: "icon", viewBox: "0 0 20 14", "aria-hidden": "true" },
    drawing("path", { d: "M1 7H14", stroke: colour, "stroke-width": 2.5 }),
    drawing("path", { d: "M13 3 19.5 7 13 11Z", fill: colour }),
  );
}

// The text with every printed form of the names in <mark>; longer forms first.
function marked(text, names) {
  const forms = [...new Set(names.filter((n) => n && n.length > 1))].sort((a, b) => b.length - a.length);
  const out = document.createDocumentFragment();
  let plain = "";
  for (let i = 0; i < text.length; ) {
    const form = forms.find((f) => text.startsWith(f, i));
    if (!form) {
      plain += text[i++];
      continue;
    }
    if (plain) out.append(plain);
    plain = "";
    out.append(element("mark", {}, form));
    i += form.length;
  }
  if (plain) out.append(plain);
  return out;
}

const namesOf = (node) => [node.name, ...(node.props.aliases ?? []), node.props.full_name];
const span = (first, last) => (!first ? "" : !last || first === last ? first : `${first} – ${last}`);
const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s《》〈〉“”"·]/g, "");

function applyWords() {
  document.documentElement.lang = chosen.lang === "zh" ? "zh-CN" : "en";
  for (const el of document.querySelectorAll("[data-t]")) el.textContent = t(el.dataset.t);
  for (const el of document.querySelectorAll("[data-t-label]")) el.setAttribute("aria-label", t(el.dataset.tLabel));
  for (const el of document.querySelectorAll("[data-t-title]")) el.title = t(el.dataset.tTitle);
  for (const el of document.querySelectorAll("[data-t-placeholder]")) el.placeholder = t(el.dataset.tPlaceholder);
  const limit = DATA.limit;
  const left = DATA.left_out;
  $("chosen").textContent = !left
    ? t("chosen_all")
    : DATA.focus
      ? t("chosen_focus", { n: left, limit, focus: NODES.get(DATA.focus).name })
      : t("chosen_density", { n: left, limit });
  $("large").hidden = !DATA.large;
  $("large").textContent = t("large", { n: NODES.size });
  $("help").replaceChildren(...LABELS[chosen.lang].ui.help_lines.map((line) => element("li", {}, line)));
}
