// What scripts/build-web.mjs puts into the bundles.

/** The package's version: copies of the script with the same one share an engine. */
declare const VERSION: string;

/** Of wasm/depesche.wasm, as subresource integrity. */
declare const WASM_INTEGRITY: string;

/** Of wasm/seldom.wasm. */
declare const SELDOM_INTEGRITY: string;

/** Resources that an article is likely to need whatever its language, separated by spaces, so that they load beside the WASM. */
declare const COMMON_RESOURCES: string;

/** The same by language: those besides, each after a space. */
declare const LIKELY_RESOURCES: Readonly<Record<string, string>>;

/** By language: "This article cannot be shown" and "shown is the last good state", from assets/strings, for when no engine can say it. */
declare const ERROR_TITLES: Readonly<Record<string, readonly [string, string]>>;

/** Names of the font subsets in the catalogue's order (assets/fonts.json). */
declare const FONT_SUBSETS: readonly string[];

/** Trusted Types, which not every browser has. */
declare var trustedTypes:
  | { createPolicy(name: string, rules: { createScriptURL(text: string): string }): { createScriptURL(text: string): unknown } }
  | undefined;
