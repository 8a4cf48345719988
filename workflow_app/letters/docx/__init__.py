"""A letter as a docx: the package, its XML, the templates that are filled in, and the look at what came out."""
