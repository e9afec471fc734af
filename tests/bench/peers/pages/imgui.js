// Dear ImGui in the browser, drawn every frame, as its ports do: one canvas over the whole window, windows for cards.
import { ImGui, ImGuiCond, ImGuiImplWeb, ImVec2 } from '/node_modules/@mori2003/jsimgui/build/mod.js';
import { blocks, count, sample } from './article.js';
import { ready, text } from './peer.js';

const canvas = document.body.appendChild(document.createElement('canvas'));
canvas.style.cssText = 'display:block;width:100vw;height:100vh';
const [article, font] = await Promise.all([
  sample(),
  fetch('/fonts/serif-regular.latin.ttf').then(response => response.arrayBuffer()),
]);
await ImGuiImplWeb.Init({ canvas });
ImGuiImplWeb.LoadFont('serif.ttf', new Uint8Array(font));
ImGui.GetIO().Fonts.AddFontFromFileTTF('serif.ttf', 18);

let language = 'de';
let shown = blocks(article, language);
let open = false;
const words = runs => runs.map(({ text }) => text).join('');

function window(index) {
  ImGui.SetNextWindowPos(new ImVec2(20 + 30 * index, 20 + 20 * index), ImGuiCond.FirstUseEver);
  ImGui.SetNextWindowSize(new ImVec2(720, 800), ImGuiCond.FirstUseEver);
  ImGui.Begin(`Article ${index}`);
  for (const block of shown) {
    if (block.kind === 'timeline') {
      block.entries.forEach((entry, at) => {
        if (at === 0) ImGui.SetNextItemOpen(open);
        if (ImGui.CollapsingHeader(`${entry.when} ${entry.speaker}##${at}`)) entry.statement.forEach(runs => ImGui.TextWrapped(words(runs)));
        ImGui.TextWrapped(entry.summary);
      });
    } else if (block.kind === 'heading' || block.kind === 'headline') ImGui.SeparatorText(words(block.runs));
    else if (block.runs) ImGui.TextWrapped(words(block.runs));
  }
  ImGui.End();
}
function render() {
  canvas.width = canvas.clientWidth * devicePixelRatio;
  canvas.height = canvas.clientHeight * devicePixelRatio;
  ImGuiImplWeb.BeginRender();
  for (let index = 0; index < count; index++) window(index);
  ImGuiImplWeb.EndRender();
  requestAnimationFrame(render);
}
render();
await text();
await ready({
  switchLanguage: tag => {
    language = tag;
    shown = blocks(article, language);
  },
  toggle: () => {
    open = !open;
  },
});
