# Sourced. Fonts and hyphenation patterns.
setup_assets() { :; }
