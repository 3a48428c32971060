"""Further training of Tesseract's Vietnamese line recogniser."""
