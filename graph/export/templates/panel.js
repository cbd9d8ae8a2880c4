// The side panel: a node, an edge or a path, with every quote.
function linkTo(node) {
  return element("button.link", { type: "button", onclick: () => openNode(node.id, true) }, node.name);
}

function quoteBlock(index, names) {
  const quote = DATA.quotes[index];
  const article = quote.article === null ? null : DATA.articles[quote.article];
  const from = article
    ? [article.title ?? t("no_title"), article.source, article.published ?? t("undated_article")].filter(Boolean).join(" · ")
    : t("unknown_article");
  const footer = element("footer", {}, from);
  if (article?.url) {
    footer.append(" · ", element("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, t("open")));
  }
  if (quote.restored) footer.append(` · ${t("restored")}`);
  return element("blockquote", {}, element("p", {}, marked(quote.text, names)), footer);
}

function quoteBlocks(indexes, names) {
  const [first, ...rest] = indexes;
  const made = first === undefined ? [] : [quoteBlock(first, names)];
  if (rest.length) {
    const more = element("details", {}, element("summary", {}, t("quotes_more", { n: rest.length })));
    more.addEventListener("toggle", () => more.append(...rest.map((i) => quoteBlock(i, names))), { once: true });
    made.push(more);
  }
  return made;
}

const TAGS = ["title", "status", "manner", "mode", "titles", "on_behalf_of", "start_date", "end_date", "began_by", "ended_by", "date"];
const BARE = new Set(["title", "status", "manner", "mode", "titles", "began_by", "ended_by"]);
function tags(edge) {
  const words = TAGS.filter((name) => edge.props[name] !== undefined).map((name) => {
    const value = valueText(name, edge.props[name], edge.type);
    return BARE.has(name) ? value : `${propWord(name)} ${value}`;
  });
  if (edge.props.support > 1) words.push(t("articles_count", { n: edge.props.support }));
  if (!edge.quotes.length) words.push(t("structural"));
  return words.length ? [element("div.tags", {}, ...words.map((w) => element("span", {}, w)))] : [];
}

function factItem(edge, other, ends) {
  const names = ends.flatMap(namesOf);
  return element(
    "div.fact",
    { "data-edge": edge.id },
    element("div.head", {}, nodeIcon(other.type), linkTo(other), element("span.date", {}, span(edge.props.first_seen, edge.props.last_seen))),
    ...tags(edge),
    ...quoteBlocks(edge.quotes, names),
  );
}

function panelHead(icon, kind, name) {
  return [
    element("div.kind", {}, icon, kind, element("button", { type: "button", id: "close", onclick: closePanel }, t("close"))),
    element("h2.name", {}, name),
  ];
}

function propertyList(props, type) {
  const shown = Object.entries(props).filter(([name]) => name in LABELS.zh.props);
  const rows = shown.flatMap(([name, value]) => [element("dt", {}, propWord(name)), element("dd", {}, valueText(name, value, type))]);
  return rows.length ? [element("dl", {}, ...rows)] : [];
}

function nodePanel(node) {
  const depth = (n, key) =>
    element("button", { type: "button", "aria-pressed": String(chosen.depth === n), "data-depth": n, onclick: () => setDepth(n) }, t(key));
  const actions = element(
    "div.actions",
    {},
    element("span", {}, t("focus")),
    element("div.segments", { role: "group" }, depth(0, "focus_all"), depth(1, "focus_1"), depth(2, "focus_2")),
    element("button", { type: "button", onclick: () => startPath(node.id) }, t("path_here")),
  );
  const sections = [];
  for (const type of EDGE_TYPES) {
    for (const [word, near] of [[1, "from"], [2, "to"]]) {
      const edges = node.edges.filter((e) => e.type === type && e[near] === node.id);
      if (!edges.length) continue;
      edges.sort((a, b) => ((a.first ?? "~") < (b.first ?? "~") ? -1 : (a.first ?? "~") > (b.first ?? "~") ? 1 : a.id < b.id ? -1 : 1));
      sections.push(
        element("h3", {}, edgeWords(type)[word], element("span.count", {}, String(edges.length))),
        ...edges.map((e) => factItem(e, NODES.get(otherEnd(e, node.id)), [node, NODES.get(otherEnd(e, node.id))])),
      );
    }
  }
  const shown = new Set(node.edges.flatMap((e) => e.quotes));
  const mentions = node.mentions.filter((i) => !shown.has(i));
  if (mentions.length) {
    sections.push(
      element("h3", {}, t("articles"), element("span.count", {}, String(mentions.length))),
      ...quoteBlocks(mentions, namesOf(node)),
    );
  }
  return [...panelHead(nodeIcon(node.type), nodeWord(node.type), node.name), actions, ...propertyList(node.props, node.type), ...sections];
}

function edgePanel(edge) {
  const [from, to] = [NODES.get(edge.from), NODES.get(edge.to)];
  const names = [...namesOf(from), ...namesOf(to)];
  const line = (node) => element("div.fact", {}, element("div.head", {}, nodeIcon(node.type), linkTo(node)));
  return [
    ...panelHead(edgeIcon(edge.type), t("edges"), edgeWords(edge.type)[0]),
    line(from),
    line(to),
    ...propertyList(edge.props, edge.type),
    element("h3", {}, t("evidence"), element("span.count", {}, String(edge.quotes.length))),
    ...(edge.quotes.length ? edge.quotes.map((i) => quoteBlock(i, names)) : [element("p.note", {}, t("structural"))]),
  ];
}

function pathPanel(path) {
  const [from, to] = [NODES.get(path.from), NODES.get(path.to)];
  const head = panelHead(null, t("path"), `${from.name} — ${to.name}`);
  const clear = element("div.actions", {}, element("button", { type: "button", onclick: clearPath }, t("path_clear")));
  if (!path.nodes.length) return [...head, clear, element("p.note", {}, t("path_none"))];
  const steps = path.edges.map((id, i) => {
    const edge = EDGES.get(id);
    const ends = [NODES.get(path.nodes[i]), NODES.get(path.nodes[i + 1])];
    const word = edgeWords(edge.type)[0];
    const arrow = edge.from === ends[0].id ? `${word} →` : `← ${word}`;
    return [element("h3", {}, `${i + 1}. `, linkTo(ends[0]), ` ${arrow}`), factItem(edge, ends[1], ends)];
  });
  return [...head, clear, element("p.note", {}, t("path_steps", { n: path.edges.length })), ...steps.flat()];
}

function renderPanel() {
  const content = chosen.path
    ? pathPanel(chosen.path)
    : chosen.node
      ? nodePanel(NODES.get(chosen.node))
      : chosen.edge
        ? edgePanel(EDGES.get(chosen.edge))
        : null;
  $("panel").hidden = content === null;
  $("hint").hidden = content !== null;
  $("panel").replaceChildren(...(content ?? []));
  $("panel").scrollTop = 0;
}
