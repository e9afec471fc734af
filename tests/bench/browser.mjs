// The browser as a reader has it, with a GPU's compositing and WebGL, which software does here. Without them (the tests'
// flags) Chromium copies every canvas of a page again for each frame.
import { chromium } from 'playwright-core';
import { chromiumPath } from '../browser/harness.mjs';

const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--mute-audio'];

export const launch = () => chromium.launch({ executablePath: chromiumPath(), headless: true, args: flags });
