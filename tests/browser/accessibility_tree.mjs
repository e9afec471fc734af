// Chromium's accessibility tree of a page's first card as text: a line a node, indented, `role "name" "description" state…`.

const states = new Set([
  'level', 'expanded', 'disabled', 'focused', 'pressed', 'checked', 'selected', 'invalid', 'required', 'readonly', 'url',
  'live', 'atomic', 'busy', 'hasPopup', 'hidden', 'roledescription', 'keyshortcuts',
]);
/** Said of so many nodes, or by default, that they tell nothing. */
const silentValues = new Set([false, 'false', 'off', '']);

const said = value => (value?.value ?? '').toString().replace(/\s+/g, ' ').trim();

/** @param page  of Playwright */
export async function accessibilityTree(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const attributes = await attributesOf(session, nodes);
  await session.detach();
  const byId = new Map(nodes.map(node => [node.nodeId, node]));
  const lines = [];
  /** `spoken`: the language of the line above it, `language`: its own. */
  const visit = (node, depth, spoken, language) => {
    const role = said(node.role);
    const name = said(node.name);
    if (role === 'InlineTextBox') return;
    if (role === 'StaticText') {
      const last = lines.at(-1);
      const text = node.name?.value ?? '';
      // The lines of a text are one run to a screen reader's reading command, and so is a text beside its neighbour.
      if (last?.role === role && last.depth === depth && last.language === language) last.words += text;
      else lines.push({ role, depth, language, words: text, marks: language !== spoken ? ` lang=${language}` : '' });
      return;
    }
    const hushed = node.ignored || role === 'none' || (role === 'generic' && !name);
    const { lang: own = language, 'aria-current': current } = attributes.get(node.nodeId) ?? {};
    if (!hushed) {
      const properties = (node.properties ?? [])
        .filter(({ name: state, value }) => states.has(state) && (state === 'expanded' || !silentValues.has(value.value)))
        .filter(({ name: state }) => state !== 'url' || role === 'link')
        .map(({ name: state, value }) => (value.value === true ? state : `${state}=${value.value}`));
      const parts = [
        role, name && JSON.stringify(name), node.description?.value && `(${said(node.description)})`,
        node.value?.value && `value=${JSON.stringify(said(node.value))}`, own !== spoken && `lang=${own}`,
        current && `current=${current}`, ...properties,
      ];
      lines.push({ role, depth, name, text: parts.filter(Boolean).join(' ') });
    }
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child) visit(child, depth + (hushed ? 0 : 1), hushed ? spoken : own, own);
    }
  };
  for (const node of tops(nodes, byId)) visit(node, 0, 'de', 'de');
  const written = lines.flatMap(({ role, depth, text, words, marks }, index) => {
    if (role !== 'StaticText') return ['  '.repeat(depth) + text];
    const value = words.replace(/\s+/g, ' ').trim();
    // Where a text is exactly the name of its parent, it is said once.
    if (value === '' || value === lines[index - 1]?.name) return [];
    return [`${'  '.repeat(depth)}text ${JSON.stringify(value)}${marks}`];
  });
  return `${written.join('\n')}\n`;
}

/** The page's own children: what a reader of the page meets. */
function tops(nodes, byId) {
  const page = nodes.find(node => said(node.role) === 'RootWebArea');
  return (page?.childIds ?? []).map(id => byId.get(id)).filter(Boolean);
}

/** What the protocol does not tell: attributes of the elements behind the nodes. */
async function attributesOf(session, nodes) {
  const found = new Map();
  await session.send('DOM.getDocument', { depth: 0 });
  const elements = nodes.filter(
    node => node.backendDOMNodeId && !['StaticText', 'InlineTextBox', 'RootWebArea'].includes(said(node.role)),
  );
  const { nodeIds } = await session.send('DOM.pushNodesByBackendIdsToFrontend', {
    backendNodeIds: elements.map(node => node.backendDOMNodeId),
  });
  await Promise.all(
    elements.map(async ({ nodeId }, index) => {
      // Not of the pseudo-elements and texts that are left.
      const { attributes = [] } = await session.send('DOM.getAttributes', { nodeId: nodeIds[index] }).catch(() => ({}));
      const own = {};
      for (let at = 0; at < attributes.length; at += 2) own[attributes[at]] = attributes[at + 1];
      found.set(nodeId, own);
    }),
  );
  return found;
}
