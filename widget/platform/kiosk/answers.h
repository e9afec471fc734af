// What a kiosk asks besides the card: whether its settings and its articles are good, what the start screen says of an
// article, and the QR code of an address. Texts in, JSON out; nothing is kept. It is a module of its own, so that the
// card's does not grow by it.
#pragma once

#include <string>
#include <string_view>

namespace depesche::kiosk {

/// `{"diagnostics": […], "settings": {…}}`; without "settings" where there are errors. The members are those of the
/// format with every default filled in (web/kiosk/settings.ts).
std::string check_settings(std::string_view json, std::string_view file);

/// `{"diagnostics": […], "article": {"published", "languages": [{"tag", "name", "rightToLeft", "kicker",
/// "headline", "lead", "publisher"}…], "pictures": [{"url", "type", "width", "height"}…]}}`; without "article" where there are
/// errors. "pictures" are the files of the lead picture. Texts are plain; members that say nothing are left out.
std::string check_article(std::string_view json, std::string_view file);

/// `{"size": 25, "path": "M0,0h7v1h-7z…"}`: dark modules as an SVG path, one unit a module, without the quiet zone of
/// four. `{}` where the text is longer than a QR code holds.
std::string qr_code(std::string_view text);

/// `{"background": "#rrggbb", "text": …}`: the opaque colours of a theme ("light"; unknown names give it too) by the
/// names of their roles, so that what stands around the card has them too.
std::string colours(std::string_view theme);

}  // namespace depesche::kiosk
