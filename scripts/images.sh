#!/usr/bin/env bash
# Draws the rasters of assets/images/*.svg beside them: JPEG for every reader (stb_image reads it natively),
# WebP and AVIF for browsers that take fewer bytes. Run it after changing an SVG, and commit what it writes.
# The article names the same files with the same sizes (assets/articles/summit.json).
set -euo pipefail
cd "$(dirname "$0")/../assets/images"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# draw NAME WIDTHxHEIGHT FORMAT…
draw() {
  local name=$1 width=${2%x*} height=${2#*x} format
  shift 2
  # Both sides are given, so that rounding is ours and not the tool's.
  rsvg-convert --width "$width" --height "$height" "$name.svg" --output "$work/a.png"
  for format; do
    local out="$name-$width.$format"
    case $format in
      jpg)
        # cjpeg reads no PNG; a lossless WebP on the way makes the PPM without one tool more.
        cwebp -quiet -lossless -z 1 "$work/a.png" -o "$work/a.webp"
        dwebp -quiet -ppm "$work/a.webp" -o "$work/a.ppm"
        cjpeg -quality 80 -optimize -progressive -sample 2x2 -outfile "$out" "$work/a.ppm"
        ;;
      webp) cwebp -quiet -q 78 -m 6 -sharp_yuv "$work/a.png" -o "$out" ;;
      avif) avifenc --speed 3 --min 18 --max 32 --yuv 420 --jobs 1 "$work/a.png" "$out" >/dev/null ;;
    esac
  done
}

draw elysee 640x360 jpg webp avif
draw elysee 1280x720 jpg webp avif
draw elysee 1920x1080 avif # the other two would be half of all bytes here
draw banner 640x160 jpg webp avif
draw banner 1280x320 jpg webp avif
for name in related-tariffs related-kremlin; do
  draw "$name" 320x213 jpg webp avif
  draw "$name" 640x427 jpg webp avif
done

wc -c -- *.jpg *.webp *.avif
