"""Where counts come from: files today, official interfaces next. Knows nothing of ranking."""
