"""The look shared by all doors: templates, style, and the words templates use."""
