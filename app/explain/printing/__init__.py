"""A derivation in writing: lines of TeX in four notations, LaTeX, Markdown, plain text and NumPy."""
