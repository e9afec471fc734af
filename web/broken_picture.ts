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

/** Asks again for those that could not be had. */
export function askForBroken(root: HTMLElement): void {
  for (const picture of root.querySelectorAll('.broken')) {
    const image = picture.querySelector('img');
    if (!image) continue;
    picture.classList.remove('broken');
    for (const words of picture.querySelectorAll('span')) words.remove();
    // Set to what it is already, it is fetched anew.
    const { src } = image;
    image.src = src;
  }
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
