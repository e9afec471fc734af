// Style sheets are imported as text (the bundler's `text` loader) and adopted as constructed sheets, which no
// Content-Security-Policy forbids.
declare module '*.css' {
  const text: string;
  export default text;
}
