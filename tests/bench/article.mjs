// A long article made of the sample's own paragraphs.

/** @returns {string} JSON of about `bytes`, in one language, so that all of it is set */
export function longArticle(sample, bytes) {
  const { body } = JSON.parse(sample);
  const texts = body.filter(({ type }) => type === 'paragraph').map(({ text }) => text.de);
  const article = { format: 'depesche/1', languages: ['de'], headline: 'Ein sehr langer Artikel', body: [] };
  let size = 0;
  for (let index = 0; size < bytes; index++) {
    const block =
      index % 12 === 0
        ? { type: 'heading', text: `Abschnitt ${index / 12 + 1}` }
        : { type: 'paragraph', text: texts[index % texts.length] };
    size += Buffer.byteLength(JSON.stringify(block)) + 1;
    article.body.push(block);
  }
  return JSON.stringify(article);
}
