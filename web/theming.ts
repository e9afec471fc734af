// The host's colours and measure: CSS custom properties, read where they arrive and resolved by the browser, since they
// may be any colour that CSS can say and may change with a class or a media query around the card. A hidden element takes
// each as a property of its own kind, with a transition: the browser tells of every change. Without boxes (the card is not
// displayed, or in no document) there are no transitions: the element's size tells when it has one again.

/** Roles of the engine's themes (widget/layout/theme.h), each with a property that takes a colour. */
const colours = {
  background: 'background-color',
  surface: 'border-top-color',
  text: 'color',
  'secondary-text': 'border-right-color',
  accent: 'border-bottom-color',
  rule: 'border-left-color',
  'control-border': 'outline-color',
  'link-underline': 'column-rule-color',
} as const;

/**
 * @param report  a setting of the engine by name, and its value; '' as the host has not set it
 */
export function watchTheming(root: ParentNode, report: (name: string, value: string) => void): void {
  const probe = document.createElement('i');
  Object.assign(probe.style, {
    position: 'absolute', top: '0', left: '0', width: '1px', height: '1px', visibility: 'hidden', transition: 'all 1ms',
    // The reader's colours are not the host's.
    forcedColorAdjust: 'none',
  });
  // Transparent: not set. Styles of an element are not what a policy's `style-src` speaks of, when they come by script.
  for (const [role, property] of Object.entries(colours)) {
    probe.style.setProperty(property, `var(--depesche-${role}, rgb(0 0 0 / 0))`);
  }
  probe.style.setProperty('order', 'var(--depesche-measure, 0)');
  root.append(probe);
  const style = getComputedStyle(probe);
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const tell = (): void => {
    if (!probe.isConnected) return; // nothing has a style there
    for (const [role, property] of Object.entries(colours)) {
      report(`colour:${role}`, hex(context, style.getPropertyValue(property)));
    }
    report('measure', style.order === '0' ? '68' : style.order);
  };
  let due = false;
  probe.addEventListener('transitionend', () => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      tell();
    });
  });
  new ResizeObserver(tell).observe(probe);
  tell();
}

/** "rrggbbaa" of a computed colour; '' where nothing of it would be seen. */
function hex(context: OffscreenCanvasRenderingContext2D | null, colour: string): string {
  if (!context) return '';
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const { data } = context.getImageData(0, 0, 1, 1);
  return data[3] === 0 ? '' : [...data].map(value => value.toString(16).padStart(2, '0')).join('');
}
