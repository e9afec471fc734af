// A picture that cannot be had leaves its description in its place, to be seen.

/** Watches the pictures in `root`, and looks at those that have failed already. */
export function watchPictures(root: HTMLElement): void {
  root.addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLImageElement) showBroken(target);
    },
    true,
  );
  for (const image of root.querySelectorAll('img')) if (image.complete && image.naturalWidth === 0) showBroken(image);
}

/** The <img> keeps the description for screen readers; this shows it to the eye. */
function showBroken({ alt, parentElement: picture }: HTMLImageElement): void {
  if (!picture || picture.classList.contains('broken')) return;
  picture.classList.add('broken');
  const words = document.createElement('span');
  words.ariaHidden = 'true';
  words.textContent = alt;
  picture.append(words);
}
