// The four ways to embed an article, written out for it.
import type {} from '../depesche.js';
const form = document.querySelector('form');
const ways = document.querySelector('.ways');
const card = document.querySelector('depesche-card');

const quoted = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

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
  const chosen = ['variant', 'theme'].filter(name => !['full', 'auto'].includes(value(name)));
  const attributes = [['src', src], ['lang', value('lang')], ...chosen.map(name => [name, value(name)])];
  const tag = `<depesche-card ${attributes.map(([name, text]) => `${name}="${quoted(text ?? '')}"`).join('\n  ')}></depesche-card>`;
  const query = new URLSearchParams(attributes as [string, string][]);
  const embed = URL.canParse('embed.html', folder) ? new URL('embed.html', folder).href : `${folder}embed.html`;
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
      about: 'For pages that take no scripts into their own. The second line gives it the height of its content, and may be left out.',
      code: `<iframe data-depesche src="${quoted(`${embed}?${query}`)}"\n  sandbox="allow-scripts" title="Article" width="600" height="900"\n  style="border:0;max-width:100%"></iframe>\n<script type="module" src="${quoted(folder)}embed-host.js"></script>`,
    },
    {
      title: 'oEmbed',
      about: 'For systems that ask your page what to embed: a static file, and the element that leads to it.',
      code: `depesche oembed article.json --lang ${value('lang')} \\\n  --embed ${embed} \\\n  --src ${src} \\\n  -o article.oembed.json \\\n  --at ${new URL('article.oembed.json', location.href).href}`,
    },
  ];
}

function show(): void {
  if (!form || !ways || !card) return;
  const given = new FormData(form);
  const value = (name: string): string => String(given.get(name) ?? '');
  ways.replaceChildren(
    ...describe(value).map(({ title, about, code }) => {
      const section = document.createElement('section');
      const heading = document.createElement('h2');
      const copy = document.createElement('button');
      copy.type = 'button';
      copy.textContent = 'Copy';
      copy.setAttribute('aria-label', `Copy: ${title}`);
      copy.addEventListener('click', () => {
        void navigator.clipboard.writeText(code).then(
          () => (copy.textContent = 'Copied'),
          () => getSelection()?.selectAllChildren(text),
        );
      });
      heading.append(title, copy);
      const words = document.createElement('p');
      words.textContent = about;
      const text = document.createElement('pre');
      text.tabIndex = 0;
      text.setAttribute('aria-label', `${title}, to copy`);
      text.textContent = code;
      section.append(heading, words, text);
      return section;
    }),
  );
  for (const name of ['src', 'lang', 'variant', 'theme']) {
    if (card.getAttribute(name) !== value(name)) card.setAttribute(name, value(name));
  }
}

const folder = form?.querySelector<HTMLInputElement>('[name=folder]');
if (folder && !folder.value) folder.value = new URL('..', location.href).href;
form?.addEventListener('change', show);
form?.addEventListener('submit', event => event.preventDefault());
show();
