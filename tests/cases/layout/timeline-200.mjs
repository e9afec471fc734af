// A timeline far longer than any real one: 200 entries, every third without a date, statements of several paragraphs.
const entries = Array.from({ length: 200 }, (_, index) => ({
  id: `entry-${index + 1}`,
  ...(index % 3 === 2 ? { when: 'later that day' } : { date: `2025-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}` }),
  speaker: `Speaker ${index + 1}`,
  role: 'Delegate',
  summary: `Summary number ${index + 1} says in one line what was said`,
  statement: Array.from({ length: 1 + (index % 3) }, (_unused, part) => ({
    type: 'paragraph',
    text: `Paragraph ${part + 1} of statement ${index + 1}, long enough to be broken into lines on a telephone and on a desk.`,
  })),
}));

export default {
  format: 'depesche/1',
  languages: ['en'],
  headline: 'Two hundred statements',
  body: [{ type: 'timeline', id: 'log', entries }],
};
