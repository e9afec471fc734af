// Runs in the page: keeps what the engine said and what the page layer was told, and compares it with the elements.
// Injected before the page's scripts, as text; it knows the patch's format and the card's shadow tree, nothing else.

export function installProbe() {
  const probe = { nodes: new Map(), reveals: [], patches: [] };
  globalThis.probe = probe;
  const parse = JSON.parse;
  JSON.parse = (text, ...rest) => {
    const value = parse(text, ...rest);
    if (value?.reveal) probe.reveals.push(value.reveal);
    const patch = value?.semantics;
    if (patch) {
      probe.patches.push(patch);
      for (const id of patch.remove ?? []) probe.nodes.delete(id);
      for (const node of patch.put ?? []) probe.nodes.set(node.id, { ...node });
      for (const [id, ...rect] of patch.move ?? []) probe.nodes.get(id).rect = rect;
    }
    return value;
  };

  /** Waits until the elements are what the patches say: what has been parsed is applied in a later turn. */
  probe.settle = async () => {
    const size = ({ put = [], move = [], remove = [] }) => put.length + move.length + remove.length;
    for (let tries = 0; tries < 250; tries++) {
      const { patched } = await document.querySelector('depesche-card').statistics();
      if (patched === probe.patches.reduce((sum, patch) => sum + size(patch), 0) && !probe.layer().querySelector('[aria-busy]')) return true;
      await new Promise(done => setTimeout(done, 20));
    }
    return false;
  };

  probe.layer = () => document.querySelector('depesche-card').shadowRoot.querySelector('.layer');
  probe.element = id => probe.layer().querySelector(`#n${id}`);
  probe.find = role => [...probe.nodes.values()].filter(node => node.role === role);

  const corner = node => {
    let [x, y] = [0, 0];
    for (let at = node; at; at = probe.nodes.get(at.parent)) {
      x += at.rect[0];
      y += at.rect[1];
    }
    return [x, y];
  };
  const words = line => (line.fragments ?? [line.text]).map(part => part.text ?? part).join('');

  /** Texts with lines, with their element and their corner in the card. */
  probe.texts = () =>
    [...probe.nodes.values()]
      .filter(node => node.text?.size > 0 && node.tag !== 'input')
      .map(node => ({ node, element: probe.element(node.id), corner: corner(node) }));

  /** The range of characters [begin, end) of an element's text. */
  probe.range = (element, begin, end) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let at = 0;
    let started = false;
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      // A range that begins at the end of one line's node would touch that line.
      if (!started && (begin < at + text.length || end === begin)) {
        range.setStart(text, begin - at);
        started = true;
      }
      if (end <= at + text.length) {
        range.setEnd(text, end - at);
        return range;
      }
      at += text.length;
    }
    return range;
  };

  /** Greatest distances between line boxes as C++ gave them and as the browser lays them out, in CSS pixels. */
  probe.lines = () => {
    const origin = probe.layer().getBoundingClientRect();
    const worst = { count: 0, start: 0, end: 0, baseline: 0, where: '' };
    const note = (side, distance, line) => {
      if (Math.abs(distance) > Math.abs(worst[side])) {
        worst[side] = distance;
        if (Math.abs(distance) > 0.5) worst.where += `${side} ${distance.toFixed(2)}: ${words(line)}\n`;
      }
    };
    for (const { node, element, corner: [x, y] } of probe.texts()) {
      let at = 0;
      for (const [index, line] of node.text.lines.entries()) {
        const all = words(line);
        const seen = all.trimEnd();
        const range = probe.range(element, at, at + seen.length);
        at += all.length;
        if (seen === '') continue;
        const rects = [...range.getClientRects()].filter(rect => rect.width > 0);
        const left = Math.min(...rects.map(rect => rect.left)) - origin.left - x;
        const right = Math.max(...rects.map(rect => rect.right)) - origin.left - x;
        worst.count++;
        const baseline = node.text.baseline + index * node.text.lineHeight;
        const [near, far] = node.text.rtl ? [node.rect[2] - right, node.rect[2] - left] : [left, right];
        const start = near - (line.start ?? 0);
        const end = far - (line.start ?? 0) - line.width;
        note('start', start, line);
        // A painted hyphen is not in the text, nor is a painted box as wide as the browser's own glyph.
        const fitted = line.fragments?.some(part => part.width !== undefined);
        if (end > 0.5 ? !fitted : !line.cut?.includes('hyphen') && !fitted) note('end', end, line);
        const foot = document.createElement('span');
        foot.style.display = 'inline-block';
        range.insertNode(foot);
        note('baseline', foot.getBoundingClientRect().bottom - origin.top - y - baseline, line);
        foot.remove();
        element.normalize();
        // normalize() joins the lines' nodes again only where there is no <wbr> between, so that nothing has moved.
      }
    }
    return worst;
  };

  /** Every character of the texts outside the tools: its base letter, left, right and middle in the card. */
  probe.characters = letter => {
    const origin = probe.layer().getBoundingClientRect();
    const found = [];
    for (const { element } of probe.texts()) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        for (let i = 0; i < text.length; i++) {
          if (text.data[i].normalize('NFD')[0].toLowerCase() !== letter) continue;
          const range = document.createRange();
          range.setStart(text, i);
          range.setEnd(text, i + 1);
          const rect = range.getBoundingClientRect();
          found.push({
            left: rect.left - origin.left,
            right: rect.right - origin.left,
            middle: (rect.top + rect.bottom) / 2 - origin.top,
          });
        }
      }
    }
    return found;
  };
}
