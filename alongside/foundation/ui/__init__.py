"""How everything looks: base page, components, form fields, and a gallery at /ui/."""
