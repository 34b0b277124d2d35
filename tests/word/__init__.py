"""Word documents: templates, rendering, and the tools that judge what came out."""
