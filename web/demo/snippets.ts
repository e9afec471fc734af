// The four ways to embed an article, written out for it.
import type {} from '../depesche.js';
const form = document.querySelector('form');
const ways = document.querySelector('.ways');
const card = document.querySelector('depesche-card');
const status = document.querySelector('[role=status]');

const quoted = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
/** As one word of a shell's command line. */
const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

interface Way {
  title: string;
  about: string;
  code: string;
}

/** What the script would ask for next, asked for at once. */
const hints = (folder: string, src: string): string =>
  [
    ...['card.js', 'plain_reader.js'].map(name => `<link rel="modulepreload"\n  href="${quoted(folder)}${name}">`),
    `<link rel="preload" as="fetch" crossorigin\n  href="${quoted(src)}">`,
  ].join('\n');

function describe(value: (name: string) => string): Way[] {
  const folder = value('folder').replace(/\/?$/, '/');
  const src = URL.canParse(value('src'), location.href) ? new URL(value('src'), location.href).href : value('src');
  const chosen = ['variant', 'theme'].filter(name => !['full', 'auto'].includes(value(name))).map(name => [name, value(name)]);
  const lang = value('lang').trim();
  const attributes = [['src', src], ...(lang ? [['lang', lang]] : []), ...chosen];
  const tag = `<depesche-card ${attributes.map(([name, text]) => `${name}="${quoted(text ?? '')}"`).join('\n  ')}></depesche-card>`;
  const query = new URLSearchParams(attributes as [string, string][]);
  const embed = URL.canParse('embed.html', folder) ? new URL('embed.html', folder).href : `${folder}embed.html`;
  const options = new URLSearchParams(chosen as [string, string][]);
  return [
    {
      title: 'A script and a tag',
      about: 'Everything: events, methods, your colours. The links, which may be left out, bring the words sooner, and the style keeps the room for them.',
      code: `<script type="module"\n  src="${quoted(folder)}depesche.js"></script>\n${hints(folder, src)}\n<style>\n  depesche-card:not(:defined) {\n    display: block; min-height: 100vh\n  }\n</style>\n${tag}`,
    },
    {
      title: 'A package',
      about: 'For pages that are built. The folders of WebAssembly and fonts are served by you.',
      code: `import 'depesche';\nimport { DepescheCard } from 'depesche/element';\nDepescheCard.base = ${JSON.stringify(folder)};\n\n${tag}`,
    },
    {
      title: 'A frame',
      about: 'For pages that take no scripts into their own. The script gives it the height of its content and opens its links; without it, sandbox takes allow-popups allow-popups-to-escape-sandbox for these, too.',
      code: `<iframe data-depesche src="${quoted(`${embed}?${query}`)}"\n  sandbox="allow-scripts" title="Article" width="600" height="900"\n  style="border:0;max-width:100%"></iframe>\n<script type="module" src="${quoted(folder)}embed-host.js"></script>`,
    },
    {
      title: 'oEmbed',
      about: 'For systems that ask your page what to embed: a static file, and the element that leads to it.',
      code: [
        `depesche oembed article.json${lang && ` --lang ${word(lang)}`}`,
        `--embed ${word(options.size ? `${embed}?${options}` : embed)}`,
        `--src ${word(src)}`,
        '-o article.oembed.json',
        `--at ${word(new URL('article.oembed.json', location.href).href)}`,
      ].join(' \\\n  '),
    },
  ];
}

/** What stands on the page of each way. It stays while its words change: a button that goes while it is pressed does nothing. */
const places = describe(() => '').map(({ title, about }) => {
  const section = document.createElement('section');
  const heading = document.createElement('h2');
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.textContent = 'Copy';
  copy.setAttribute('aria-label', `Copy: ${title}`);
  const words = document.createElement('p');
  words.textContent = about;
  const text = document.createElement('pre');
  text.tabIndex = 0;
  text.setAttribute('role', 'group');
  text.setAttribute('aria-label', `${title}, to copy`);
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text.textContent ?? '');
      copy.textContent = 'Copied';
      if (status) status.textContent = `Copied: ${title}`;
    } catch {
      // Without permission, and on pages without TLS, the reader's own keys can.
      getSelection()?.selectAllChildren(text);
      if (status) status.textContent = `Selected, to copy: ${title}`;
    }
  });
  heading.append(title, copy);
  section.append(heading, words, text);
  return { section, copy, text };
});

function show(): void {
  if (!form || !card) return;
  const given = new FormData(form);
  const value = (name: string): string => String(given.get(name) ?? '');
  describe(value).forEach(({ code }, index) => {
    const { text, copy } = places[index] ?? {};
    if (!text || !copy || text.textContent === code) return;
    text.textContent = code;
    copy.textContent = 'Copy';
  });
  for (const name of ['src', 'lang', 'variant', 'theme']) {
    if (card.getAttribute(name) !== value(name)) card.setAttribute(name, value(name));
  }
}

const folder = form?.querySelector<HTMLInputElement>('[name=folder]');
if (folder && !folder.value) folder.value = new URL('..', location.href).href;
form?.addEventListener('change', show);
form?.addEventListener('submit', event => event.preventDefault());
ways?.append(...places.map(({ section }) => section));
show();
// Browsers bring back what stood in the fields when a reader comes back, and tell nobody.
addEventListener('pageshow', show);
