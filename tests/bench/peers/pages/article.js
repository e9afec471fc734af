// The sample, as every peer reads it: plain text and runs of one language.

/** @typedef {{text: string, em?: boolean, strong?: boolean, url?: string, lang?: string}} Run */

const pick = (value, language) =>
  value && typeof value === 'object' && !Array.isArray(value) && language in value ? value[language] : value;

/** @returns {Run[]} */
export function runs(rich, language) {
  const value = pick(rich, language) ?? [];
  return [value].flat().map(part => {
    if (typeof part === 'string') return { text: part };
    if (part.em !== undefined) return { text: part.em, em: true };
    if (part.strong !== undefined) return { text: part.strong, strong: true };
    return { text: part.text ?? '', url: part.link, lang: part.lang };
  });
}
export const plain = (rich, language) => runs(rich, language).map(({ text }) => text).join('');

const image = ({ sources, alt }, language) => ({
  src: sources.find(({ type }) => type === 'image/avif')?.url ?? sources[0].url,
  width: sources[0].width,
  height: sources[0].height,
  alt: pick(alt, language),
});

/** The article in one language: blocks of `kind`, in reading order. */
export function blocks(article, language) {
  const text = value => pick(value, language) ?? '';
  const made = [
    { kind: 'kicker', runs: [{ text: text(article.kicker) }] },
    { kind: 'headline', runs: [{ text: text(article.headline) }] },
    { kind: 'picture', ...image(article.leadFigure.image, language), caption: plain(article.leadFigure.caption, language) },
    { kind: 'paragraph', runs: runs(article.lead, language) },
  ];
  for (const block of article.body) {
    if (block.type === 'heading') made.push({ kind: 'heading', runs: runs(block.text, language) });
    else if (block.type === 'paragraph') made.push({ kind: 'paragraph', runs: runs(block.text, language) });
    else if (block.type === 'note') {
      const paragraphs = pick(block.paragraphs, language);
      made.push({ kind: 'heading', runs: [{ text: text(block.title) }] });
      for (const paragraph of paragraphs) made.push({ kind: 'paragraph', runs: runs(paragraph, language) });
    } else if (block.type === 'timeline') made.push({ kind: 'timeline', entries: entries(block, language) });
    else if (block.type === 'banner') made.push({ kind: 'picture', ...image(block.image, language), caption: text(block.sponsor) });
    else if (block.type === 'related') {
      for (const item of block.items)
        made.push({ kind: 'picture', ...image(item.image, language), caption: text(item.headline) });
    }
  }
  return made;
}

function entries(timeline, language) {
  return timeline.entries.map(entry => ({
    id: entry.id,
    date: entry.date,
    when: pick(entry.when, language) ?? entry.date ?? '',
    speaker: pick(entry.speaker, language),
    role: pick(entry.role, language) ?? '',
    summary: plain(entry.summary, language),
    statement: (pick(entry.statement, language) ?? []).flatMap(block =>
      block.type === 'list'
        ? (pick(block.items, language) ?? []).map(item => runs(item, language))
        : [runs(block.text, language)],
    ),
  }));
}

export const sample = async () => (await fetch('/articles/summit.json')).json();
/** How many articles the page shows. */
export const count = Number(new URLSearchParams(globalThis.location?.search).get('count') ?? 1);
